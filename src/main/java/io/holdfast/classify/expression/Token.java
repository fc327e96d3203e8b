package io.holdfast.classify.expression;

/**
 * A piece of an expression's text.
 *
 * @param text of a literal text, what is between its quotes
 * @param start offset of its first character
 */
record Token(Kind kind, String text, int start) {

    enum Kind {
        WORD,
        /** Of an option, which only stands before a closing bracket. */
        NAME,
        TEXT,
        HEX,
        INTEGER,
        ADDRESS,
        SYMBOL,
        END
    }

    boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wordOrSymbol);
    }

    /** For messages. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "the text '" + text + "'";
            case WORD, NAME, HEX, INTEGER, ADDRESS, SYMBOL -> "'" + text + "'";
        };
    }
}
