package io.holdfast.control;

/** How a family of commands words what is wrong with its arguments; scripts look for Kea's words. */
enum Phrasing {
    PLAIN {
        @Override
        String missing(Argument argument) {
            return "missing parameter '" + argument.name() + "'";
        }

        @Override
        String mistyped(Argument argument) {
            return "parameter '" + argument.name() + "' must be "
                    + argument.kind().article();
        }
    },
    STATISTICS {
        @Override
        String missing(Argument argument) {
            return "Missing mandatory '" + argument.name() + "' parameter.";
        }

        @Override
        String mistyped(Argument argument) {
            return "'" + argument.name() + "' parameter expected to be "
                    + argument.kind().article() + ".";
        }
    },
    LEASES {
        @Override
        String missing(Argument argument) {
            return "'" + argument.name() + "' parameter not specified";
        }

        @Override
        String mistyped(Argument argument) {
            return "'" + argument.name() + "' parameter must be "
                    + argument.kind().article();
        }
    };

    abstract String missing(Argument argument);

    abstract String mistyped(Argument argument);
}
