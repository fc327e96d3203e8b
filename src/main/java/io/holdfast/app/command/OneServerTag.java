package io.holdfast.app.command;

import picocli.CommandLine.Option;

/** Of which server's configuration a command tells. */
final class OneServerTag {

    @Option(
            names = "--server-tag",
            paramLabel = "TAG",
            required = true,
            description = "The server that it is for; all for what is for all.")
    private String tag = "";

    String tag() {
        return tag;
    }
}
