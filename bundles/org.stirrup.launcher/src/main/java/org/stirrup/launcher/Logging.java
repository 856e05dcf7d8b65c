package org.stirrup.launcher;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.home.Home;

/** Where log lines go: {@code lib/logback.xml}, or the home's own {@code etc/logback.xml} where there is one. */
final class Logging {
    private Logging() {}

    /**
     * Sets logging up, before anything logs: Logback looks once, among the system properties.
     *
     * @return ends when it is set up; that takes as long as the framework needs to get ready, and goes on beside it
     */
    static Thread configure(Distribution distribution, Home home) {
        Path own = home.etc().resolve("logback.xml");
        Path chosen = Files.exists(own) ? own : distribution.lib().resolve("logback.xml");
        System.setProperty("logback.configurationFile", chosen.toString());
        System.setProperty("stirrup.log", home.folder().resolve("log").toString());
        Thread setup = new Thread(LoggerFactory::getILoggerFactory, "stirrup logging");
        setup.start();
        return setup;
    }

    /**
     * Problems only, to standard error: for commands whose output is their answer.
     *
     * @return standard output, for the answer alone: libraries that are started or stopped while no log is there would
     *     write their lines into it
     */
    static PrintStream quiet(Distribution distribution) {
        System.setProperty(
                "logback.configurationFile",
                distribution.lib().resolve("logback-quiet.xml").toString());
        PrintStream answers = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        return answers;
    }
}
