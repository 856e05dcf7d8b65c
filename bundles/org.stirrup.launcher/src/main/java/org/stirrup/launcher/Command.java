package org.stirrup.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.Preset;
import org.stirrup.launcher.state.StatePaths;

/** What the command line asks for. */
sealed interface Command {
    /** Run the appliance in the foreground, after writing what the options say into its configuration. */
    record Serve(Home home, List<Preset> presets) implements Command {}

    /**
     * Start nothing, say what is wrong.
     *
     * @param etc configurations to take the home's place, to say also what they would change; empty for the home's own
     * @param json whether that is for a program
     */
    record Check(Home home, Optional<Path> etc, boolean json) implements Command {}

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

    /** Write the home's state into a file. */
    record ExportState(Home home, Path file, Set<StatePaths.Extra> extras) implements Command {}

    /** Put the state that is in a file in the place of the home's. */
    record ImportState(Home home, Path file) implements Command {}

    /** Print the usage. */
    record Help() implements Command {}

    /** Print the version. */
    record Version() implements Command {}
}
