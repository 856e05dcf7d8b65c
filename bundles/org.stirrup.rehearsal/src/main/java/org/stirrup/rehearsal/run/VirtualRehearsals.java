package org.stirrup.rehearsal.run;

import java.io.IOException;
import java.net.Inet4Address;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.FieldOption;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.check.Listener;
import org.stirrup.api.image.Image;
import org.stirrup.api.image.ImageCatalogue;
import org.stirrup.api.lease.OtherServers;
import org.stirrup.api.rehearsal.Firmware;
import org.stirrup.api.rehearsal.Lack;
import org.stirrup.api.rehearsal.Order;
import org.stirrup.api.rehearsal.Rehearsal;
import org.stirrup.api.rehearsal.RehearsalException;
import org.stirrup.api.rehearsal.Rehearsals;
import org.stirrup.rehearsal.process.WorkFolder;
import org.stirrup.rehearsal.understudy.Stage;

/** Rehearsals by QEMU, in {@code data/rehearsal} of the home. */
@Component(service = Rehearsals.class, immediate = true, configurationPid = "org.stirrup.rehearsal")
@Designate(ocd = VirtualRehearsals.Config.class)
public final class VirtualRehearsals implements Rehearsals {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualRehearsals.class);
    private static final Set<String> KEYS = Set.of("up", "down", "ret", "esc", "tab");

    /** Ended ones that are kept to be looked at. */
    private static final int KEPT = 20;

    /** Of the copy of the appliance and of QEMU itself, megabytes. */
    private static final int OVERHEAD = 400;

    /** How many, and for how long. */
    @ObjectClassDefinition(
            name = "Stirrup rehearsals",
            description = "Boots of virtual PCs against a copy of this appliance.")
    public @interface Config {
        @AttributeDefinition(
                name = "At the same time",
                description =
                        "How many rehearsals may go on at once; each takes the memory of its virtual PC and 400 MB")
        int concurrent() default 1;

        @AttributeDefinition(
                name = "Time limit",
                description =
                        "Minutes that a virtual PC may take until what it boots runs; three times as many for a whole installation")
        int minutes() default 10;

        @AttributeDefinition(
                name = "Afterwards",
                description = "Seconds that it stays on when the verdict is there, to be looked at")
        int afterwards() default 20;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile BootResolver resolver;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile ImageCatalogue catalogue;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile OtherServers others;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            fieldOption = FieldOption.REPLACE)
    volatile List<Listener> listeners = List.of();

    private final Path home;
    private final Path program;
    private final Path folder;
    private final Deque<Run> runs = new ArrayDeque<>();
    private int last;
    private volatile Config config;

    @Activate
    public VirtualRehearsals(BundleContext context, Config config) {
        this.config = config;
        home = Path.of(context.getProperty("stirrup.home"));
        program = Path.of(context.getProperty("stirrup.dist"), "bin", "stirrup");
        folder = home.resolve("data/rehearsal");
        if (!Boolean.parseBoolean(context.getProperty("stirrup.check"))) {
            sweep();
        }
    }

    private void sweep() {
        try {
            List<Path> left = WorkFolder.sweep(folder);
            if (!left.isEmpty()) {
                LOG.info("Removed what rehearsals of a former run had left: {}", left);
            }
        } catch (IOException e) {
            LOG.warn("What rehearsals of a former run left in {} cannot be removed: {}", folder, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes on is not touched. */
    @Modified
    void modified(Config changed) {
        config = changed;
    }

    @Deactivate
    void deactivate() throws InterruptedException {
        for (Run run : snapshot()) {
            run.end();
        }
    }

    private synchronized List<Run> snapshot() {
        return List.copyOf(runs);
    }

    @Override
    public Map<Firmware, List<Lack>> lacks() {
        return Surroundings.lacks();
    }

    @Override
    public synchronized Rehearsal begin(Order order) throws RehearsalException {
        List<Lack> lacks = lacks().get(order.firmware());
        if (!lacks.isEmpty()) {
            throw new RehearsalException(lacks.stream()
                    .map(lack -> lack.what() + ": " + lack.remedy())
                    .collect(Collectors.joining("; ")));
        }
        long going = runs.stream().filter(run -> !run.isOver()).count();
        if (going >= Math.max(1, config.concurrent())) {
            throw new RehearsalException(going + " rehearsal" + (going == 1 ? " goes" : "s go")
                    + " on, and no more may at the same time: end one, or raise concurrent in"
                    + " etc/org.stirrup.rehearsal.cfg");
        }
        Setting setting = setting(order);
        requireMemory(order);
        String id = Integer.toString(++last);
        Run run = new Run(id, order, setting, folder.resolve(id));
        runs.addFirst(run);
        if (runs.size() > KEPT) {
            runs.removeLast();
        }
        run.begin();
        return run.now();
    }

    private static void requireMemory(Order order) throws RehearsalException {
        try {
            long there = Surroundings.memory();
            if (there < order.memory() + OVERHEAD) {
                throw new RehearsalException("this machine has " + there + " MB of memory left; a PC of "
                        + order.memory() + " MB needs " + (order.memory() + OVERHEAD));
            }
        } catch (IOException e) {
            throw new RehearsalException("it is not known how much memory is left: " + e.getMessage(), e);
        }
    }

    private Setting setting(Order order) throws RehearsalException {
        BootResolver switchboard = resolver;
        if (switchboard == null) {
            throw new RehearsalException("the switchboard, org.stirrup.boot, is not running: no machine boots now");
        }
        List<Listener.Port> ports = listeners.stream()
                .flatMap(each -> each.ports().stream())
                .filter(port -> !port.link().isEmpty())
                .toList();
        List<String> links =
                ports.stream().map(Listener.Port::link).distinct().sorted().toList();
        if (links.isEmpty()) {
            throw new RehearsalException("no network interface is served yet: choose one on the page Network");
        }
        String link = switchboard
                .lastSeen(order.mac())
                .map(seen -> seen.client().link())
                .filter(links::contains)
                .orElse(links.get(0));
        try {
            return new Setting(
                    home,
                    program,
                    Stage.of(links, link),
                    ready(),
                    menu(switchboard, order, link, ports),
                    notes(link, links, ports),
                    Duration.ofMinutes(Math.max(1, config.minutes()))
                            .multipliedBy(order.goal() == Order.Goal.INSTALLED ? 3 : 1),
                    Duration.ofSeconds(Math.max(0, config.afterwards())));
        } catch (IOException e) {
            throw new RehearsalException("this machine's network interfaces cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the machine is offered; with the image that is ordered for it in the place of its own default. */
    private static Menu menu(BootResolver switchboard, Order order, String link, List<Listener.Port> ports)
            throws RehearsalException {
        Inet4Address server = ports.stream()
                .filter(port -> port.link().equals(link))
                .map(port -> port.address().getAddress())
                .filter(Inet4Address.class::isInstance)
                .map(Inet4Address.class::cast)
                .findFirst()
                .orElseThrow(() -> new RehearsalException(link + " has no IPv4 address"));
        Menu menu = switchboard.menu(order.firmware().client(order, link), switchboard.server(server));
        Optional<String> wanted = order.image();
        if (wanted.isEmpty()) {
            return menu;
        }
        if (menu.entries().stream().noneMatch(entry -> entry.id().equals(wanted.get()))) {
            throw new RehearsalException("the menu has no '" + wanted.get() + "', but "
                    + menu.entries().stream().map(MenuEntry::id).collect(Collectors.joining(", ")));
        }
        return new Menu(menu.title(), menu.entries(), wanted.get(), Optional.of(Duration.ZERO));
    }

    private List<String> ready() {
        ImageCatalogue present = catalogue;
        return present == null
                ? List.of()
                : present.images().stream()
                        .map(Image::state)
                        .filter(Image.State.Ready.class::isInstance)
                        .map(state -> ((Image.State.Ready) state).id())
                        .toList();
    }

    private List<String> notes(String link, List<String> links, List<Listener.Port> ports) throws RehearsalException {
        List<String> notes = new ArrayList<>();
        if (ports.stream()
                .anyMatch(port ->
                        port.protocol().equals("proxydhcp") && port.link().equals(link))) {
            throw new RehearsalException("on " + link + " another DHCP server gives the addresses, and a rehearsal has"
                    + " none: what this appliance adds to its answers is on the page Explain");
        }
        if (links.size() > 1) {
            notes.add("It is on " + link + ".");
        }
        OtherServers present = others;
        if (present != null) {
            present.links().stream()
                    .filter(watched ->
                            watched.link().equals(link) && !watched.seen().isEmpty())
                    .forEach(watched -> notes.add("On " + link + " another DHCP server answers, "
                            + watched.seen().get(0).server().getHostAddress() + "; here: " + watched.consequence()
                            + ". In the rehearsal it is not there."));
        }
        return notes;
    }

    @Override
    public List<Rehearsal> all() {
        return snapshot().stream().map(Run::now).toList();
    }

    @Override
    public Optional<Rehearsal> find(String id) {
        return run(id).map(Run::now);
    }

    private Optional<Run> run(String id) {
        return snapshot().stream().filter(run -> run.now().id().equals(id)).findFirst();
    }

    @Override
    public Optional<byte[]> screen(String id) {
        return run(id).flatMap(Run::screen);
    }

    @Override
    public void press(String id, String key) throws RehearsalException {
        if (!KEYS.contains(key)) {
            throw new RehearsalException("'" + key + "' is none of the keys " + KEYS);
        }
        run(id).orElseThrow(() -> new RehearsalException("there is no rehearsal " + id))
                .press(key);
    }

    @Override
    public void end(String id) {
        run(id).ifPresent(run -> {
            try {
                run.end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
