package io.holdfast.config.compile.service;

import io.holdfast.config.compile.keyword.KeywordMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** OpenSSL's names of cipher suites, as {@code cipher-list} has them, and the names the Java platform has for the same. */
final class CipherNames {

    private static final Map<String, String> SUITES = table("""
            TLS_AES_256_GCM_SHA384 TLS_AES_256_GCM_SHA384
            TLS_AES_128_GCM_SHA256 TLS_AES_128_GCM_SHA256
            TLS_CHACHA20_POLY1305_SHA256 TLS_CHACHA20_POLY1305_SHA256
            ECDHE-ECDSA-AES256-GCM-SHA384 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
            ECDHE-ECDSA-AES128-GCM-SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            ECDHE-ECDSA-CHACHA20-POLY1305 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
            ECDHE-RSA-AES256-GCM-SHA384 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
            ECDHE-RSA-CHACHA20-POLY1305 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            ECDHE-RSA-AES128-GCM-SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            DHE-RSA-AES256-GCM-SHA384 TLS_DHE_RSA_WITH_AES_256_GCM_SHA384
            DHE-RSA-CHACHA20-POLY1305 TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256
            DHE-DSS-AES256-GCM-SHA384 TLS_DHE_DSS_WITH_AES_256_GCM_SHA384
            DHE-RSA-AES128-GCM-SHA256 TLS_DHE_RSA_WITH_AES_128_GCM_SHA256
            DHE-DSS-AES128-GCM-SHA256 TLS_DHE_DSS_WITH_AES_128_GCM_SHA256
            ECDHE-ECDSA-AES256-SHA384 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384
            ECDHE-RSA-AES256-SHA384 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384
            ECDHE-ECDSA-AES128-SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
            ECDHE-RSA-AES128-SHA256 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
            DHE-RSA-AES256-SHA256 TLS_DHE_RSA_WITH_AES_256_CBC_SHA256
            DHE-DSS-AES256-SHA256 TLS_DHE_DSS_WITH_AES_256_CBC_SHA256
            DHE-RSA-AES128-SHA256 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256
            DHE-DSS-AES128-SHA256 TLS_DHE_DSS_WITH_AES_128_CBC_SHA256
            ECDHE-ECDSA-AES256-SHA TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
            ECDHE-RSA-AES256-SHA TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
            ECDHE-ECDSA-AES128-SHA TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
            ECDHE-RSA-AES128-SHA TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
            DHE-RSA-AES256-SHA TLS_DHE_RSA_WITH_AES_256_CBC_SHA
            DHE-DSS-AES256-SHA TLS_DHE_DSS_WITH_AES_256_CBC_SHA
            DHE-RSA-AES128-SHA TLS_DHE_RSA_WITH_AES_128_CBC_SHA
            DHE-DSS-AES128-SHA TLS_DHE_DSS_WITH_AES_128_CBC_SHA
            """);

    /** Words of OpenSSL that name a cipher, and what the platform's names of the suites with it have in them. */
    private static final Map<String, Pattern> CIPHERS = Map.of(
            "AES", Pattern.compile("_AES_"),
            "AES128", Pattern.compile("_AES_128_"),
            "AES256", Pattern.compile("_AES_256_"),
            "AESGCM", Pattern.compile("_AES_.*_GCM_"),
            "CHACHA20", Pattern.compile("_CHACHA20_"));

    /** Words of OpenSSL that stand for many suites; which ones, depends on its version and how it was built. */
    private static final Set<String> GROUPS = Set.of("""
            DEFAULT ALL COMPLEMENTOFDEFAULT COMPLEMENTOFALL HIGH MEDIUM LOW EXPORT eNULL NULL aNULL kRSA aRSA RSA kDHE kEDH
            DHE EDH DH ADH kECDHE kEECDH ECDHE EECDH AECDH ECDH aECDSA ECDSA aDSS DSS PSK kPSK aPSK SRP AESCCM
            AESCCM8 CAMELLIA CAMELLIA128 CAMELLIA256 ARIA ARIA128 ARIA256 SEED IDEA 3DES DES RC4 RC2
            MD5 SHA1 SHA SHA256 SHA384 SSLv3 TLSv1 TLSv1.0 TLSv1.2 SUITEB128 SUITEB128ONLY SUITEB192""".split("\\s+"));

    private CipherNames() {}

    /** The platform's names of the suite, or of all suites with the cipher, the preferred first; empty when it is neither. */
    static List<String> suites(String openSslName) {
        String one = SUITES.get(openSslName);
        Pattern cipher = CIPHERS.get(openSslName);
        if (cipher == null) {
            return one == null ? List.of() : List.of(one);
        }
        return SUITES.values().stream()
                .filter(suite -> cipher.matcher(suite).find())
                .toList();
    }

    /** Whether it is a word for many suites, or has one of the signs that change a list of them. */
    static boolean isGroup(String word) {
        return GROUPS.contains(word) || word.indexOf('+') >= 0 || "!-@".indexOf(word.charAt(0)) >= 0;
    }

    /** The names a mistyped one may have meant, best first. */
    static List<String> near(String mistyped) {
        return KeywordMap.nearest(mistyped, SUITES.keySet().stream());
    }

    static Map<String, String> all() {
        return SUITES;
    }

    private static Map<String, String> table(String rows) {
        Map<String, String> table = new LinkedHashMap<>();
        rows.lines().map(row -> row.split(" ")).forEach(names -> table.put(names[0], names[1]));
        return table;
    }
}
