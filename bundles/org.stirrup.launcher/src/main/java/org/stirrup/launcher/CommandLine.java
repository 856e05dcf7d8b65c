package org.stirrup.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.stirrup.launcher.home.Home;
import org.stirrup.launcher.home.Preset;
import org.stirrup.launcher.state.StatePaths;

/** Reads the arguments of {@code bin/stirrup}. Options may stand as {@code --name VALUE} or {@code --name=VALUE}. */
final class CommandLine {
    private static final String COMMANDS = "serve, check, status, leases, journal, state, sh, archive";

    private final Deque<String> rest;
    private Home home = Home.byDefault();

    private CommandLine(String... arguments) {
        rest = new ArrayDeque<>(Arrays.asList(arguments));
    }

    /** @throws UsageException when that is not a command line of ours */
    static Command read(String... arguments) throws UsageException {
        return new CommandLine(arguments).command();
    }

    private Command command() throws UsageException {
        if (rest.isEmpty()) {
            throw new UsageException("no command given: one of " + COMMANDS);
        }
        String name = rest.pop();
        if (rest.contains("--help") && !name.equals("sh")) {
            return new Command.Help();
        }
        return switch (name) {
            case "--help", "-h", "help" -> new Command.Help();
            case "--version", "version" -> new Command.Version();
            case "serve" -> serve();
            case "check" -> check();
            case "status" -> ask(name, List.of("--json"));
            case "leases" -> new Command.Leases(ask(name, List.of("--json")));
            case "journal" -> ask(name, List.of("-f", "--json"));
            case "state" -> state();
            case "sh" -> shell();
            case "archive" -> {
                nothing("archive");
                yield new Command.Archive();
            }
            default -> throw new UsageException("unknown command '" + name + "': one of " + COMMANDS);
        };
    }

    private Command serve() throws UsageException {
        List<Preset> presets = new ArrayList<>();
        while (!rest.isEmpty()) {
            String option = nextOption("serve");
            switch (option) {
                case "--home" -> home = Home.of(path(option));
                case "--interface" -> presets.add(new Preset("org.stirrup.net", "interfaces", interfaces(option)));
                case "--range" -> presets.add(new Preset("org.stirrup.dhcp.subnet-cli", "range", range(option)));
                case "--images" ->
                    presets.add(new Preset(
                            "org.stirrup.image", "folder", folder(option).toString()));
                case "--boot" -> presets.add(new Preset("org.stirrup.boot", "policy", policy(option)));
                case "--admin" -> presets.addAll(admin(option));
                case "--proxy" -> presets.add(new Preset("org.stirrup.dhcp", "mode", "proxy"));
                default -> throw unknown("serve", option);
            }
        }
        if (presets.stream().anyMatch(preset -> preset.key().equals("mode"))
                && presets.stream().anyMatch(preset -> preset.key().equals("range"))) {
            throw new UsageException(
                    "--proxy leaves addresses to another DHCP server, --range gives some: use one" + " of them");
        }
        return new Command.Serve(home, presets);
    }

    private Command check() throws UsageException {
        Optional<Path> etc = Optional.empty();
        boolean json = false;
        while (!rest.isEmpty()) {
            String option = nextOption("check");
            switch (option) {
                case "--home" -> home = Home.of(path(option));
                case "--etc" -> etc = Optional.of(folder(option));
                case "--json" -> json = true;
                default -> throw unknown("check", option);
            }
        }
        if (json && etc.isEmpty()) {
            throw new UsageException("check --json tells how replies differ: it needs --etc DIR");
        }
        return new Command.Check(home, etc, json);
    }

    private Command.Ask ask(String command, List<String> flags) throws UsageException {
        StringBuilder line = new StringBuilder(command);
        while (!rest.isEmpty()) {
            String option = nextOption(command);
            if (option.equals("--home")) {
                home = Home.of(path(option));
            } else if (flags.contains(option)) {
                line.append(' ').append(option);
            } else {
                throw unknown(command, option);
            }
        }
        return new Command.Ask(home, line.toString());
    }

    private Command state() throws UsageException {
        List<String> words = new ArrayList<>();
        Set<StatePaths.Extra> extras = EnumSet.noneOf(StatePaths.Extra.class);
        while (!rest.isEmpty()) {
            if (!rest.peek().startsWith("-")) {
                words.add(rest.pop());
                continue;
            }
            String option = nextOption("state");
            switch (option) {
                case "--home" -> home = Home.of(path(option));
                case "--cache" -> extras.add(StatePaths.Extra.CACHE);
                case "--files" -> extras.add(StatePaths.Extra.FILES);
                default -> throw unknown("state", option);
            }
        }
        boolean exports = !words.isEmpty() && words.get(0).equals("export");
        boolean imports = !words.isEmpty() && words.get(0).equals("import");
        if (words.size() != 2 || !exports && !imports) {
            throw new UsageException("say state export FILE or state import FILE");
        }
        if (imports && !extras.isEmpty()) {
            throw new UsageException("--cache and --files are for export: an import takes what is in the file");
        }
        Path file = Path.of(words.get(1)).toAbsolutePath();
        return exports ? new Command.ExportState(home, file, extras) : new Command.ImportState(home, file);
    }

    /** What follows the options is the shell's own business. */
    private Command shell() throws UsageException {
        while (!rest.isEmpty() && rest.peek().startsWith("-")) {
            String option = nextOption("sh");
            switch (option) {
                case "--home" -> home = Home.of(path(option));
                case "--help" -> {
                    return new Command.Help();
                }
                default -> throw unknown("sh", option);
            }
        }
        return new Command.Ask(home, String.join(" ", rest));
    }

    private void nothing(String command) throws UsageException {
        if (!rest.isEmpty()) {
            throw new UsageException(command + " takes no options, but there is " + rest.peek());
        }
    }

    private String nextOption(String command) throws UsageException {
        String word = rest.pop();
        if (!word.startsWith("-")) {
            throw new UsageException(command + ": what is '" + word + "' to mean? Options begin with --");
        }
        int equals = word.indexOf('=');
        if (equals > 0) {
            rest.push(word.substring(equals + 1));
            return word.substring(0, equals);
        }
        return word;
    }

    private String value(String option, String shape) throws UsageException {
        String value = rest.poll();
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw new UsageException(option + " needs a value: " + option + " " + shape);
        }
        return value.strip();
    }

    private Path path(String option) throws UsageException {
        return Path.of(value(option, "DIR"));
    }

    private Path folder(String option) throws UsageException {
        Path folder = path(option).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new UsageException(option + " " + folder + ": there is no such folder");
        }
        return folder;
    }

    private String interfaces(String option) throws UsageException {
        String value = value(option, "IF[,IF]");
        for (String name : value.split(",", -1)) {
            if (!name.matches("[^\\s/,]{1,15}")) {
                throw new UsageException(option + " " + value + ": '" + name
                        + "' is no name of a network interface; give one or more as eth1 or eth1,eth2");
            }
        }
        return value;
    }

    private String range(String option) throws UsageException {
        String value = value(option, "FIRST-LAST");
        String remedy = "give two IPv4 addresses as 192.168.1.100-192.168.1.200";
        String[] ends = value.split("-", -1);
        if (ends.length != 2) {
            throw new UsageException(option + " " + value + ": " + remedy);
        }
        long first = address(option, ends[0].strip(), remedy);
        long last = address(option, ends[1].strip(), remedy);
        if (first > last) {
            throw new UsageException(option + " " + value + ": the first address is above the last");
        }
        return ends[0].strip() + "-" + ends[1].strip();
    }

    private static long address(String option, String text, String remedy) throws UsageException {
        String[] parts = text.split("\\.", -1);
        long number = 0;
        for (String part : parts) {
            if (parts.length != 4 || !part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                throw new UsageException(option + ": '" + text + "' is not an IPv4 address; " + remedy);
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }

    private String policy(String option) throws UsageException {
        String value = value(option, "first|menu|local");
        if (!List.of("first", "menu", "local").contains(value)) {
            throw new UsageException(option + " " + value + ": must be first (the first image at once), menu (the menu,"
                    + " then the local disk) or local (the local disk)");
        }
        return value;
    }

    private List<Preset> admin(String option) throws UsageException {
        String value = value(option, "HOST:PORT");
        int colon = value.lastIndexOf(':');
        String port = value.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new UsageException(option + " " + value + ": give HOST:PORT as 127.0.0.1:8080");
        }
        String host = value.substring(0, colon).replaceAll("^\\[|]$", "");
        return List.of(
                new Preset("org.stirrup.console", "host", host), new Preset("org.stirrup.console", "port", port));
    }

    private static UsageException unknown(String command, String option) {
        return new UsageException(command + ": unknown option " + option + "; stirrup --help lists them");
    }
}
