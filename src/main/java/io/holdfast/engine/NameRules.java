package io.holdfast.engine;

import io.holdfast.address.IpAddress;
import io.holdfast.config.NamePolicy;
import io.holdfast.config.NamePolicy.Replace;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A policy for clients' names, made ready: what becomes of what clients say, and how names are completed and made. */
public final class NameRules {

    private final NamePolicy policy;
    private final @Nullable Pattern unwanted;
    private final String replacement;

    NameRules(NamePolicy policy) {
        this.policy = policy;
        unwanted = policy.charSet().isEmpty() ? null : Pattern.compile(policy.charSet());
        replacement = Matcher.quoteReplacement(policy.charReplacement());
    }

    /** Whether a name is made whatever the client calls itself. */
    boolean replacesGiven() {
        return policy.replaceClientName() == Replace.ALWAYS || policy.replaceClientName() == Replace.WHEN_PRESENT;
    }

    /** Whether a client that does not say what it is called is given a name. */
    public boolean suppliesMissing() {
        return policy.replaceClientName() == Replace.ALWAYS || policy.replaceClientName() == Replace.WHEN_NOT_PRESENT;
    }

    /** Without the characters that are not wanted in names; possibly empty. */
    String scrubbed(String raw) {
        return unwanted == null ? raw : unwanted.matcher(raw).replaceAll(replacement);
    }

    /** The same label by label: the expression need not spare the dots. */
    String scrubbedLabels(String raw) {
        if (unwanted == null) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        for (String label : raw.split("\\.", -1)) {
            out.append(out.isEmpty() && label.isEmpty() ? "" : scrubbed(label)).append('.');
        }
        out.setLength(out.length() - 1);
        return out.toString();
    }

    /**
     * The name with the suffix, unless it has that or is full.
     *
     * @param partial not empty
     * @param dot whether it ends with a dot
     */
    public String qualified(String partial, boolean dot) {
        String name = partial;
        String suffix = policy.qualifyingSuffix();
        if (!suffix.isEmpty() && !name.endsWith(".") && !endsWith(name, suffix)) {
            name = name + "." + suffix;
        }
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return (dot ? bare + "." : bare).toLowerCase(Locale.ROOT);
    }

    /** As whole labels. */
    private static boolean endsWith(String name, String suffix) {
        String bare = suffix.endsWith(".") ? suffix.substring(0, suffix.length() - 1) : suffix;
        int before = name.length() - bare.length() - 1;
        return name.endsWith(bare) && (before < 0 || name.charAt(before) == '.');
    }

    /** From an address. */
    public String made(IpAddress address, boolean dot) {
        String text = address.toString().replace('.', '-').replace(':', '-');
        return qualified(policy.generatedPrefix() + "-" + text + (text.endsWith("-") ? "0" : ""), dot);
    }

    /**
     * What becomes of a domain name (options 81 and 39): full, with a dot at its end; empty when it is to be made from the
     * address; absent when nothing is left of it, or it is no domain name.
     *
     * @param said as {@link HostNames#fromLabels} gives it
     */
    public @Nullable String ofDomainName(String said) {
        if (said.isEmpty() || replacesGiven()) {
            return "";
        }
        boolean full = said.endsWith(".");
        String name = scrubbedLabels(said);
        if (name.isEmpty() || name.equals(".")) {
            return null;
        }
        if (!full) {
            String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
            name = qualified(bare, true);
        }
        return HostNames.isDomainName(name) ? name.toLowerCase(Locale.ROOT) : null;
    }

    /**
     * What becomes of a host name (option 12): without a dot at its end when it is one label; empty when it is to be made
     * from the address; absent when nothing is left of it, or it is no domain name.
     */
    public @Nullable String ofHostName(String said) {
        if (!HostNames.isDomainName(said)) {
            return null;
        }
        if (said.equals(".") || replacesGiven()) {
            return "";
        }
        String name = scrubbed(said);
        if (name.isEmpty()) {
            return null;
        }
        boolean oneLabel = said.indexOf('.') < 0 || said.indexOf('.') == said.length() - 1;
        return oneLabel ? qualified(name, false) : name.toLowerCase(Locale.ROOT);
    }
}
