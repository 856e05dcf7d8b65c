package org.stirrup.shell.sheet;

import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.host.Host;
import org.stirrup.shell.text.Json;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Hosts as YAML and back: a list, each a map of what a {@link HostSheet} has as columns; groups may be a list. */
public final class HostYaml {
    /** A list of maps, groups in it: three levels, and a few to tell what is wrong. */
    private static final int DEEPEST = 10;

    private HostYaml() {}

    /** What a host has not is left out. */
    public static String format(List<Host> hosts) {
        return hosts.isEmpty() ? "[]\n" : hosts.stream().map(HostYaml::item).collect(Collectors.joining());
    }

    /** Every value is quoted: plain, an address such as 52:54:00:12:34:56 would be a number of base 60 to many a reader. */
    private static String item(Host host) {
        return HostColumns.of(host).entrySet().stream()
                .filter(cell -> !cell.getValue().isEmpty())
                .map(cell -> cell.getKey() + ": "
                        + Json.of(cell.getKey().equals("groups") ? host.groups() : (Object) cell.getValue()))
                .collect(Collectors.joining("\n  ", "- ", "\n"));
    }

    /**
     * The hosts of a list, as {@link HostSheet#parse} has them of a sheet. Of a host that is known, keys that its map
     * has not stay as they are.
     *
     * @throws IllegalArgumentException with each mistake, its line and its key, a line for each
     */
    public static List<Host> parse(String text, Function<MacAddress, Optional<Host>> known, Instant now) {
        HostReading reading = new HostReading(known, now);
        Node root = compose(text);
        if (!(root instanceof SequenceNode list)) {
            throw new IllegalArgumentException("it is no list; write '- mac: ...' for each host");
        }
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode map) {
                cells(map, reading).ifPresent(cells -> reading.add(line(map), cells));
            } else {
                reading.mistake(line(item), ": is no map; write '- mac: ...'");
            }
        }
        return reading.hosts();
    }

    /** The tree of the text, and not what YAML makes of its words: nothing here is a number or a date. */
    private static Node compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(Integer.MAX_VALUE);
        try {
            return new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException("line " + line + ": " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("it is no YAML: " + e.getMessage(), e);
        }
    }

    private static Optional<Map<String, String>> cells(MappingNode map, HostReading reading) {
        Map<String, String> cells = new HashMap<>();
        boolean good = true;
        for (NodeTuple pair : map.getValue()) {
            String key = pair.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
            Optional<String> value = value(key, pair.getValueNode());
            if (!HostColumns.ALL.contains(key)) {
                reading.mistake(
                        line(pair.getKeyNode()),
                        ": there is no key '" + key + "'; there are: " + String.join(", ", HostColumns.ALL));
                good = false;
            } else if (value.isEmpty()) {
                reading.mistake(line(pair.getValueNode()), ", column " + key + ": is not one word or text");
                good = false;
            } else if (cells.putIfAbsent(key, value.get()) != null) {
                reading.mistake(line(pair.getKeyNode()), ": " + key + " is there twice");
                good = false;
            }
        }
        if (good && !cells.containsKey(HostColumns.MAC)) {
            reading.mistake(line(map), ": mac is missing");
            good = false;
        }
        return good ? Optional.of(cells) : Optional.empty();
    }

    private static Optional<String> value(String key, Node node) {
        if (node instanceof ScalarNode scalar) {
            boolean none = scalar.isPlain() && List.of("null", "~").contains(scalar.getValue());
            return Optional.of(none ? "" : scalar.getValue());
        }
        if (key.equals("groups") && node instanceof SequenceNode list) {
            return list.getValue().stream().allMatch(ScalarNode.class::isInstance)
                    ? Optional.of(list.getValue().stream()
                            .map(item -> ((ScalarNode) item).getValue())
                            .collect(Collectors.joining(" ")))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
