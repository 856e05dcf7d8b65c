package org.stirrup.console.tab;

import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.api.host.HostSettings;
import org.stirrup.api.image.Image;
import org.stirrup.api.image.ImageCatalogue;

/** Hosts, their groups and the images that they may be assigned, for the page of hosts. */
final class HostJson {
    private final HostSettings settings;
    private final Map<String, Image.State.Ready> images;

    /**
     * @param settings null where nothing keeps assignments
     * @param catalogue null where there is none
     */
    HostJson(HostSettings settings, ImageCatalogue catalogue) {
        this.settings = settings;
        this.images = (catalogue == null ? List.<Image>of() : catalogue.images())
                .stream()
                        .map(Image::state)
                        .filter(Image.State.Ready.class::isInstance)
                        .map(Image.State.Ready.class::cast)
                        .collect(Collectors.toMap(Image.State.Ready::id, ready -> ready, (one, other) -> one));
    }

    void writeImages(JsonGenerator json) {
        json.writeStartArray("images");
        images.values().stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .forEach(image -> json.writeStartObject()
                        .write("id", image.id())
                        .write("title", image.title())
                        .writeEnd());
        json.writeEnd();
    }

    /** Every group that a host is in or that is assigned something. */
    void writeGroups(List<Host> hosts, JsonGenerator json) {
        Map<String, Long> members = hosts.stream()
                .flatMap(host -> host.groups().stream())
                .collect(Collectors.groupingBy(group -> group, java.util.TreeMap::new, Collectors.counting()));
        Map<String, Assignment> assigned = settings == null ? Map.of() : settings.groups();
        assigned.keySet().forEach(group -> members.putIfAbsent(group, 0L));
        json.writeStartArray("assignments");
        members.forEach((group, count) -> {
            json.writeStartObject().write("group", group).write("hosts", count);
            write(Optional.ofNullable(assigned.get(group)), json);
            json.writeEnd();
        });
        json.writeEnd();
    }

    /** Without the token, which only the host's own installer may know. */
    void write(Host host, JsonGenerator json) {
        Optional<Assignment> boots = settings == null ? host.assignment() : settings.assigned(host);
        OptionalLong needed = boots.flatMap(Assignment::image)
                .map(images::get)
                .map(Image.State.Ready::memory)
                .orElse(OptionalLong.empty());
        json.writeStartObject().writeStartArray("groups");
        host.groups().forEach(json::write);
        json.writeEnd()
                .write("mac", host.mac().text())
                .write("name", host.name().orElse(""))
                .write("address", host.address().map(a -> a.getHostAddress()).orElse(""))
                .write("architecture", host.architecture().map(Object::toString).orElse(""))
                .write("uuid", host.uuid().map(Object::toString).orElse(""))
                .write("serial", host.hardware().serial().orElse(""))
                .write("state", host.state().name())
                .write("note", host.note())
                .write("own", host.assignment().isPresent())
                .write("firstSeen", host.firstSeen().toEpochMilli())
                .write("lastSeen", host.lastSeen().toEpochMilli());
        host.hardware().memory().ifPresent(bytes -> json.write("memory", bytes));
        needed.ifPresent(bytes -> json.write("needed", bytes));
        write(boots, json);
        json.writeEnd();
    }

    private void write(Optional<Assignment> boots, JsonGenerator json) {
        json.write("image", boots.flatMap(Assignment::image).orElse(""))
                .write("boot", boots.map(assignment -> assignment.mode().word()).orElse(""))
                .write("answers", boots.flatMap(Assignment::answers).orElse(""));
    }
}
