package org.stirrup.loader.grub;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.loader.grub.CoreBuilder.Core;

/**
 * Starts BIOS machines, and UEFI machines of 32 bits, with a GRUB that is made from the operating system's modules. A
 * thread of its own looks for the package and makes it: an offer only looks at what is there.
 */
@Component(
        service = {BootLoader.class, SelfCheck.class},
        immediate = true,
        configurationPid = "org.stirrup.loader.grub.core")
@Designate(ocd = CoreConfig.class)
public final class GrubCoreLoader implements BootLoader, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(GrubCoreLoader.class);
    private static final ProgramFolders TOOLS = ProgramFolders.of("/usr/bin,/usr/sbin,/usr/local/bin");
    private static final int DEFAULT_RANKING = -20;
    /** How soon a package that was just installed is noticed. */
    private static final long LOOK_SECONDS = 10;

    private final ProgramFolders tools;
    private final Path out;
    private final List<MachineFiles> userFiles;
    private final Map<CoreBuild, Core> cores = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(GrubCoreLoader::daemon);
    private volatile Settings settings = new Settings(ProgramFolders.of(CoreConfig.FOLDERS), true);
    private volatile boolean wanted;
    private volatile List<Finding> refused = List.of();

    @Activate
    public GrubCoreLoader(BundleContext context, CoreConfig config, Map<String, Object> properties) {
        this(
                TOOLS,
                Path.of(context.getProperty("stirrup.home"), "data", "grub"),
                ProgramFolders.own(context::getProperty, "grub", ""));
        configure(config, properties);
        if (!Boolean.parseBoolean(context.getProperty("stirrup.check"))) {
            thread.scheduleWithFixedDelay(this::look, 0, LOOK_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * @param tools where grub-mkimage is
     * @param out where what it makes is kept
     * @param own folders with the user's own configuration files
     */
    GrubCoreLoader(ProgramFolders tools, Path out, ProgramFolders own) {
        this.tools = tools;
        this.out = out;
        this.userFiles = own.folders().stream().map(MachineFiles::new).toList();
    }

    @Modified
    void configure(CoreConfig config, Map<String, Object> properties) {
        Reading<Settings> reading =
                Settings.read("org.stirrup.loader.grub.core", config.folders(), config.localBoot(), properties);
        reading.settings().ifPresent(good -> settings = good);
        wanted = properties
                .getOrDefault(Constants.SERVICE_RANKING, DEFAULT_RANKING)
                .toString()
                .strip()
                .matches("\\+?\\d+");
        refused = reading.findings();
        refused.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    @Deactivate
    void stop() {
        thread.shutdownNow();
    }

    /** Makes what is not made yet. */
    void look() {
        for (CoreBuild build : CoreBuild.values()) {
            try {
                Core now = builder().build(build);
                if (!now.equals(cores.put(build, now))) {
                    say(build, now);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                // A scheduled task that throws is never run again.
                LOG.warn("GRUB for {} could not be looked after", build.target(), e);
            }
        }
    }

    private static void say(CoreBuild build, Core now) {
        if (now instanceof Core.Ready ready) {
            LOG.info("GRUB for {} is ready: {}", build.target(), ready.file());
        } else if (now instanceof Core.Failed failed) {
            LOG.warn("GRUB for {} could not be made: {}", build.target(), failed.because());
        }
    }

    @Override
    public String name() {
        return "grub-core";
    }

    @Override
    public Offer offer(BootClient client, BootServer server) {
        Optional<CoreBuild> build = CoreBuild.of(client.platform());
        boolean pxe = client.stage() == BootClient.Stage.PXE_ROM
                || client.stage() == BootClient.Stage.IPXE && client.platform() == Architecture.Platform.BIOS;
        if (!client.boots()) {
            return new Offer.NotMine("an operating system asks, not a boot firmware");
        }
        if (build.isEmpty()) {
            return new Offer.NotMine(
                    client.architecture().map(Architecture::toString).orElse("unknown")
                            + " firmware, this GRUB is made for BIOS and UEFI_IA32");
        }
        if (!pxe) {
            return new Offer.NotMine("this GRUB is for firmware that boots by PXE");
        }
        if (client.addressedBy() == BootClient.AddressedBy.ANOTHER_SERVER) {
            return new Offer.NotMine("another DHCP server gives the address, and GRUB looks there for its files");
        }
        Core core = core(build.get());
        if (core instanceof Core.Ready) {
            return new Offer.BootFile(build.get().path().text());
        }
        if (core instanceof Core.Missing missing) {
            return new Offer.NotMine(missing.because() + ": " + build.get().install());
        }
        return new Offer.NotMine(
                core instanceof Core.Failed failed
                        ? "GRUB could not be made: " + failed.because()
                        : "GRUB is being made just now");
    }

    @Override
    public Optional<Resource> program(ResourcePath path) {
        return CoreBuild.ofProgram(path)
                .map(this::core)
                .filter(Core.Ready.class::isInstance)
                .map(core -> ProgramFolders.resource(((Core.Ready) core).file()));
    }

    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        Optional<CoreBuild> build = CoreBuild.ofConfig(path);
        if (build.isEmpty()) {
            return new ConfigFile.NotMine();
        }
        // Those for signed GRUB too: who writes a file for a machine does not ask for the kind of its firmware.
        Optional<String> own = Stream.of(path, ResourcePath.of("grub/grub.cfg"))
                .flatMap(name -> userFiles.stream().flatMap(files -> files.find(name, client).stream()))
                .findFirst();
        if (own.isPresent()) {
            return new ConfigFile.Text(own.get());
        }
        boolean bios = build.get() == CoreBuild.BIOS;
        boolean known = !client.mac().equals(MacAddress.UNKNOWN);
        ConfigText.Style style = new ConfigText.Style(
                Optional.of("01-" + client.mac().dashed()).filter(machine -> known), disk(bios), bios);
        return new ConfigFile.Text(ConfigText.of(
                bios ? withoutPrograms(menu) : menu,
                "Rendered for " + (known ? client.mac().text() : "a machine that is not known"),
                style));
    }

    @Override
    public Optional<String> stopped(ResourcePath sent) {
        return CoreBuild.ofProgram(sent)
                .map(build -> build == CoreBuild.BIOS
                        ? "the network card's firmware did not start GRUB, or GRUB did not find its server"
                        : "the firmware did not start GRUB: it is not signed, as Secure Boot demands");
    }

    /** Silent while nothing of it is wanted: other loaders start the same machines. */
    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(refused);
        Map<CoreBuild, String> wrong = new EnumMap<>(CoreBuild.class);
        for (CoreBuild build : CoreBuild.values()) {
            if (core(build) instanceof Core.Failed failed) {
                wrong.put(build, "could not be made: " + failed.because());
            } else if (wanted && build == CoreBuild.BIOS) {
                builder().missing(build).ifPresent(because -> wrong.put(build, "cannot be made: " + because));
            }
        }
        wrong.forEach((build, because) -> findings.add(new Finding(
                Finding.Severity.WARNING,
                name(),
                "GRUB for " + build.target() + " " + because + "; looked in " + settings.folders(),
                build.install())));
        return findings;
    }

    private LocalBoot disk(boolean bios) {
        if (!settings.chainsDisk()) {
            return LocalBoot.exit();
        }
        return bios ? LocalBoot.bootSector() : LocalBoot.chain("ia32");
    }

    /** On a BIOS machine GRUB has no command that starts another program from the network. */
    private static Menu withoutPrograms(Menu menu) {
        return new Menu(menu.title(), withoutPrograms(menu.entries()), menu.defaultId(), menu.timeout());
    }

    private static List<MenuEntry> withoutPrograms(List<MenuEntry> entries) {
        return entries.stream().map(GrubCoreLoader::withoutProgram).toList();
    }

    private static MenuEntry withoutProgram(MenuEntry entry) {
        if (entry instanceof MenuEntry.Chain chain) {
            return new MenuEntry.Unavailable(chain.label(), "GRUB starts no network program on a BIOS machine");
        }
        return entry instanceof MenuEntry.Submenu submenu
                ? new MenuEntry.Submenu(submenu.label(), withoutPrograms(submenu.entries()))
                : entry;
    }

    private Core core(CoreBuild build) {
        return cores.getOrDefault(build, new Core.Pending());
    }

    private CoreBuilder builder() {
        return new CoreBuilder(settings.folders(), tools, out);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "stirrup-grub-core");
        thread.setDaemon(true);
        return thread;
    }
}
