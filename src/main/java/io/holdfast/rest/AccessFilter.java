package io.holdfast.rest;

import io.holdfast.config.ControlSocketSettings.Header;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through or not, before anything else sees it. Where nobody has to log in, only requests addressed to
 * this machine by a loopback name pass: a web page must not reach the server through a name of its own (DNS rebinding).
 */
final class AccessFilter implements Filter {

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\])\\.?(:\\d+)?");

    private final Supplier<@Nullable HttpRules> rules;

    /** @param rules absent until the configuration has been read */
    AccessFilter(Supplier<@Nullable HttpRules> rules) {
        this.rules = rules;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        HttpRules now = rules.get();
        if (now == null) {
            JsonAnswers.write(answer, 503, "the server is starting");
            return;
        }
        HttpAccess access = now.find(http.getLocalAddr(), http.getLocalPort());
        for (Header header : access.headers()) {
            answer.setHeader(header.name(), header.value());
        }
        Credentials credentials = access.credentials();
        if (credentials == null) {
            if (isLoopback(http.getHeader("Host"))) {
                chain.doFilter(request, response);
            } else {
                JsonAnswers.write(
                        answer,
                        403,
                        "without authentication only requests to 127.0.0.1, [::1] or localhost are served, not to '"
                                + http.getHeader("Host") + "'");
            }
        } else if (credentials.admit(http.getHeader("Authorization"))) {
            chain.doFilter(request, response);
        } else {
            answer.setHeader(
                    "WWW-Authenticate",
                    "Basic realm=\"" + credentials.realm().replaceAll("[\"\\\\\\p{Cntrl}]", "") + "\"");
            JsonAnswers.write(answer, 401, "Unauthorized");
        }
    }

    /** HTTP/1.0 clients may send no host; no browser is one. */
    private static boolean isLoopback(@Nullable String host) {
        return host == null
                || LOOPBACK_HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }
}
