package io.holdfast.config;

/**
 * How clients' names are answered and made; {@code ddns-*} and {@code hostname-char-*}.
 *
 * @param sendUpdates whether DNS updates are wanted here
 * @param generatedPrefix of names made from addresses
 * @param qualifyingSuffix put behind partial names; empty: none
 * @param charSet a regular expression of what is replaced; empty: nothing is
 * @param charReplacement what it is replaced by
 */
public record NamePolicy(
        boolean sendUpdates,
        boolean overrideNoUpdate,
        boolean overrideClientUpdate,
        Replace replaceClientName,
        String generatedPrefix,
        String qualifyingSuffix,
        String charSet,
        String charReplacement) {

    public static final NamePolicy STANDARD =
            new NamePolicy(true, false, false, Replace.NEVER, "myhost", "", "[^A-Za-z0-9.-]", "");

    /** {@code ddns-replace-client-name}. */
    public enum Replace {
        NEVER,
        ALWAYS,
        WHEN_PRESENT,
        WHEN_NOT_PRESENT
    }
}
