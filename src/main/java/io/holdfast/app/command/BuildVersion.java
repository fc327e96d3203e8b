package io.holdfast.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version this program was built as. */
public final class BuildVersion implements IVersionProvider {

    private static final String BUILD_INFO = "/META-INF/build-info.properties";

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"holdfast " + version(), "Java " + Runtime.version()};
    }

    /** As in {@code 0.1.0}; {@code development} when it was not built by Maven. */
    public static String version() throws IOException {
        try (InputStream in = BuildVersion.class.getResourceAsStream(BUILD_INFO)) {
            if (in == null) {
                return "development";
            }
            Properties build = new Properties();
            build.load(in);
            return build.getProperty("build.version", "development");
        }
    }
}
