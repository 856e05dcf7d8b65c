package org.stirrup.shell.commands;

import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.stirrup.api.host.Assignment;
import org.stirrup.api.host.Host;
import org.stirrup.api.image.Image;
import org.stirrup.shell.sheet.HostCells;
import org.stirrup.shell.text.Table;

/** {@code assign MAC IMAGE}: what a machine boots; {@code assign --group GROUP IMAGE}: what those of a group boot. */
@Component(
        service = Assign.class,
        property = {"osgi.command.scope=stirrup", "osgi.command.function=assign"})
public final class Assign {
    private final Clients clients;
    private final Images images;

    @Activate
    public Assign(@Reference Clients clients, @Reference Images images) {
        this.clients = clients;
        this.images = images;
    }

    @Descriptor("what machines are assigned to boot")
    public String assign() {
        Table table = new Table("WHO", "BOOTS");
        clients.kept().groups().forEach((group, assignment) -> table.row("group " + group, assignment.toString()));
        for (Host host : clients.present().all()) {
            host.assignment().ifPresent(own -> table.row(host.mac().text(), own.toString()));
        }
        return table.isEmpty() ? "no machine and no group is assigned anything" : table.toString();
    }

    @Descriptor("say what a machine boots, or with --group all of a group; - takes that away")
    public String assign(
            @Descriptor("once: the image until it is installed, then its disk; menu: the menu, always; always: the"
                            + " image, at every boot; never: its disk, always")
                    @Parameter(names = "--boot", absentValue = "")
                    String boot,
            @Descriptor("name of answer files, data/answers/NAME.ks and so on, in place of the image's")
                    @Parameter(names = "--answers", absentValue = "")
                    String answers,
            @Descriptor("a group of machines")
                    @Parameter(names = "--group", presentValue = "true", absentValue = "false")
                    boolean group,
            @Descriptor("its MAC address, or the name of the group") String who,
            @Descriptor("the image as 'images' names it, or -") String... image) {
        if (image.length > 1 || (image.length == 0 && boot.isEmpty())) {
            throw new IllegalArgumentException(
                    "say assign MAC IMAGE, assign --boot menu MAC, assign --boot never MAC or assign MAC -");
        }
        Optional<Assignment> wanted = wanted(boot, answers, List.of(image));
        return (group ? group(who, wanted) : machine(who, wanted))
                + wanted.map(this::missing).orElse("");
    }

    private static Optional<Assignment> wanted(String boot, String answers, List<String> image) {
        if (image.equals(List.of("-"))) {
            if (!boot.isEmpty() || !answers.isEmpty()) {
                throw new IllegalArgumentException("- takes an assignment away: say nothing besides");
            }
            return Optional.empty();
        }
        return Optional.of(new Assignment(
                image.stream().findFirst(),
                Optional.of(answers).filter(name -> !name.isEmpty()),
                boot.isEmpty() ? Assignment.Mode.ONCE : Assignment.Mode.of(boot)));
    }

    private String machine(String mac, Optional<Assignment> wanted) {
        Host host = clients.kept().assign(HostCells.mac(mac), wanted).orElseThrow(() -> Clients.unknown(mac));
        String boots = clients.kept()
                .assigned(host)
                .map(assignment -> " boots " + assignment)
                .orElse(" boots what the policy says");
        boolean stays = host.state() == Host.State.INSTALLED
                && wanted.filter(assignment -> assignment.mode() == Assignment.Mode.ONCE)
                        .isPresent();
        return host.mac()
                + boots
                + (stays ? "; it is installed already: 'reinstall " + host.mac() + "' has it installed again" : "");
    }

    private String group(String name, Optional<Assignment> wanted) {
        clients.kept().assignGroup(name, wanted);
        long members = clients.present().all().stream()
                .filter(host -> host.groups().contains(name))
                .count();
        return "group " + name + ", which has " + members + " machines, "
                + wanted.map(assignment -> "boots " + assignment).orElse("is assigned nothing");
    }

    /** An image may come later, and an entry of the menu is assigned as well as an image: no reason to refuse. */
    private String missing(Assignment wanted) {
        List<String> ready = images.all().orElse(List.of()).stream()
                .map(Image::state)
                .filter(Image.State.Ready.class::isInstance)
                .map(state -> ((Image.State.Ready) state).id())
                .toList();
        return wanted.image()
                .filter(image -> !ready.contains(image))
                .map(image -> "\nno image " + image + " is ready now"
                        + (ready.isEmpty() ? "" : ", but " + String.join(", ", ready))
                        + "; unless its menu has an entry of that name, it shows the menu")
                .orElse("");
    }
}
