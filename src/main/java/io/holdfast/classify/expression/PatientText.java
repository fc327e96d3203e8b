package io.holdfast.classify.expression;

/**
 * A text that can be looked at only so often. {@code java.util.regex} tries all ways to match, of which patterns such as
 * {@code .*a.*a.*a.*b} have many times as many with each byte; and clients choose the bytes. For one match in one thread.
 */
final class PatientText implements CharSequence {

    private static final int LOOKS = 100_000;

    /** For long texts, however simple the pattern. */
    private static final int LOOKS_PER_BYTE = 16;

    private final String text;
    private int left;

    /** It has been looked at too often. Without a trace: clients can bring it about with each packet. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1;
        private static final Exhausted INSTANCE = new Exhausted();

        private Exhausted() {
            super("too many ways to match", null, false, false);
        }
    }

    PatientText(String text) {
        this.text = text;
        left = LOOKS + LOOKS_PER_BYTE * text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw Exhausted.INSTANCE;
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
