package org.stirrup.launcher;

import java.util.List;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.Preset;

/** What the command line asks for. */
sealed interface Command {
    /** Run the appliance in the foreground, after writing what the options say into its configuration. */
    record Serve(Home home, List<Preset> presets) implements Command {}

    /** Start nothing, say what is wrong. */
    record Check(Home home) implements Command {}

    /**
     * Have the running appliance do something.
     *
     * @param line what its shell is told; empty for a conversation
     */
    record Ask(Home home, String line) implements Command {}

    /** Print the leases, whether the appliance runs or not. @param ask what it is told when it does */
    record Leases(Ask ask) implements Command {}

    /** Start and stop an appliance of no one's, so that Java can keep the classes of a start. */
    record Archive() implements Command {}

    /** Print the usage. */
    record Help() implements Command {}

    /** Print the version. */
    record Version() implements Command {}
}
