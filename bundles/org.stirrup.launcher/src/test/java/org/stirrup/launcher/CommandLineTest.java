package org.stirrup.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.Preset;
import org.stirrup.launcher.state.StatePaths;

class CommandLineTest {
    @Test
    void everyOptionOfServeSetsItsKey(@TempDir Path images) throws UsageException {
        Command.Serve serve = assertInstanceOf(
                Command.Serve.class,
                CommandLine.read(
                        "serve",
                        "--home",
                        "/srv/x/../home",
                        "--interface",
                        "eth1,eth2",
                        "--range",
                        "192.168.1.100-192.168.1.200",
                        "--boot=first",
                        "--images",
                        images.toString(),
                        "--admin",
                        "[::1]:8081"));
        assertEquals(Path.of("/srv/home"), serve.home().folder());
        assertEquals(
                List.of(
                        new Preset("org.stirrup.net", "interfaces", "eth1,eth2"),
                        new Preset("org.stirrup.dhcp.subnet-cli", "range", "192.168.1.100-192.168.1.200"),
                        new Preset("org.stirrup.boot", "policy", "first"),
                        new Preset("org.stirrup.image", "folder", images.toString()),
                        new Preset("org.stirrup.console", "host", "::1"),
                        new Preset("org.stirrup.console", "port", "8081")),
                serve.presets());
    }

    @Test
    void aRunningApplianceIsAskedInItsShellsWords() throws UsageException {
        Home home = Home.of(Path.of("/h"));
        assertEquals(
                new Command.Leases(new Command.Ask(home, "leases --json")),
                CommandLine.read("leases", "--json", "--home", "/h"));
        assertEquals(new Command.Ask(home, "journal -f"), CommandLine.read("journal", "--home", "/h", "-f"));
        assertEquals(new Command.Ask(home, "status"), CommandLine.read("status", "--home=/h"));
        assertEquals(
                new Command.Ask(home, "reinstall 52:54:00:77:00:10"),
                CommandLine.read("sh", "--home", "/h", "reinstall", "52:54:00:77:00:10"));
        assertEquals(new Command.Ask(home, ""), CommandLine.read("sh", "--home", "/h"));
        assertEquals(new Command.Ask(home, "ls --help"), CommandLine.read("sh", "--home", "/h", "ls", "--help"));
    }

    @Test
    void theStateGoesIntoAFileAndComesOutOfOne() throws UsageException {
        Home home = Home.of(Path.of("/h"));
        assertEquals(
                new Command.ExportState(home, Path.of("/tmp/s"), Set.of(StatePaths.Extra.CACHE)),
                CommandLine.read("state", "export", "/tmp/s", "--cache", "--home=/h"));
        assertEquals(
                new Command.ImportState(home, Path.of("/tmp/s")),
                CommandLine.read("state", "--home", "/h", "import", "/tmp/s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "serve --help", "leases --json --help", "sh --help"})
    void helpIsHelpWhereverItStands(String line) throws UsageException {
        assertEquals(new Command.Help(), CommandLine.read(line.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | unknown command",
                "boot | unknown command 'boot'",
                "serve --bridge br0 | unknown option --bridge",
                "serve br0 | what is 'br0' to mean",
                "serve --home | --home needs a value",
                "serve --home --range | --home needs a value",
                "serve --interface eth1,,eth2 | '' is no name",
                "serve --interface ../../etc | is no name",
                "serve --range 192.168.1.1 | give two IPv4 addresses",
                "serve --range 192.168.1.1-192.168.1.300 | '192.168.1.300' is not an IPv4 address",
                "serve --range 192.168.1-192.168.1.3 | '192.168.1' is not an IPv4 address",
                "serve --range 192.168.1.9-192.168.1.3 | first address is above the last",
                "serve --boot disk | must be first",
                "serve --images /no/such/folder | there is no such folder",
                "serve --admin 8080 | give HOST:PORT",
                "serve --admin localhost:99999 | give HOST:PORT",
                "serve --admin :80 | give HOST:PORT",
                "serve --proxy --range 1.1.1.1-1.1.1.2 | use one of them",
                "check --range 1.1.1.1-1.1.1.2 | unknown option --range",
                "check --etc /no/such/folder | there is no such folder",
                "check --json | it needs --etc DIR",
                "leases -f | unknown option -f",
                "archive --home /h | archive takes no options, but there is --home",
                "state | say state export FILE",
                "state export | say state export FILE",
                "state restore x | say state export FILE",
                "state import a b | say state export FILE",
                "state import a --cache | are for export",
                "state export a --all | unknown option --all",
            })
    void aWrongLineIsRefusedInWords(String line, String said) {
        UsageException refused = assertThrows(UsageException.class, () -> CommandLine.read(line.split(" ")));
        assertTrue(refused.getMessage().contains(said), refused.getMessage());
    }

    @Test
    void theUsageNamesEveryOption() {
        for (String option : List.of(
                "--home",
                "--interface",
                "--range",
                "--boot",
                "--images",
                "--admin",
                "--proxy",
                "--cache",
                "--files",
                "--etc")) {
            assertTrue(Usage.TEXT.contains(option + " ") || Usage.TEXT.contains(option + "\n"), option);
        }
    }
}
