package org.stirrup.loader.grub;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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

/**
 * Starts UEFI machines with the operating system's shim and signed GRUB. Nothing in DHCP says whether Secure Boot is on,
 * and this is what boots either way: hence the rank above loaders that are not signed.
 *
 * <p>GRUB asks for {@code grub.cfg} in the folder that is built into it (Debian: {@code /grub}) or that it came from
 * (RHEL), some builds after names with the machine's MAC and IP address. Only {@code grub.cfg} is rendered, for the
 * machine that asks; those other names are for the user's own files, which are given also to a GRUB that does not ask.
 */
@Component(
        service = {BootLoader.class, SelfCheck.class},
        configurationPid = "org.stirrup.loader.grub")
@Designate(ocd = Config.class)
public final class GrubLoader implements BootLoader, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(GrubLoader.class);
    private static final Set<ResourcePath> CONFIGS =
            Set.of(ResourcePath.of("grub/grub.cfg"), ResourcePath.of("grub.cfg"));

    private static final int MANY = 10_000;

    private final ProgramFolders preferred;
    private final List<MachineFiles> userFiles;
    /** Kernels of menus that were rendered, after which an initial RAM disk has to follow. */
    private final Set<ResourcePath> kernels = ConcurrentHashMap.newKeySet();

    private volatile Settings settings = Settings.DEFAULTS;
    private volatile List<Finding> refused = List.of();

    @Activate
    public GrubLoader(BundleContext context, Config config, Map<String, Object> properties) {
        this(ProgramFolders.own(context::getProperty, "grub", ""));
        configure(config, properties);
    }

    /** @param preferred folders that come before the configured ones: the user's own files, what the distribution carries */
    GrubLoader(ProgramFolders preferred) {
        this.preferred = preferred;
        this.userFiles = preferred.folders().stream().map(MachineFiles::new).toList();
    }

    @Modified
    void configure(Config config, Map<String, Object> properties) {
        Reading<Settings> reading =
                Settings.read("org.stirrup.loader.grub", config.folders(), config.localBoot(), properties);
        reading.settings().ifPresent(good -> settings = good);
        refused = reading.findings();
        refused.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    @Override
    public String name() {
        return "grub";
    }

    @Override
    public Offer offer(BootClient client, BootServer server) {
        if (!client.boots()) {
            return new Offer.NotMine("an operating system asks, not a boot firmware");
        }
        Optional<Chain> chain = Chain.of(client.platform());
        if (chain.isEmpty()) {
            return new Offer.NotMine(
                    client.architecture().map(Architecture::toString).orElse("unknown")
                            + " firmware, shim and GRUB are programs for UEFI_X64 and UEFI_ARM64");
        }
        if (client.stage() == BootClient.Stage.HTTP_BOOT) {
            return new Offer.NotMine("UEFI HTTP Boot, after which a signed GRUB does not find its server");
        }
        if (client.addressedBy() == BootClient.AddressedBy.ANOTHER_SERVER) {
            return new Offer.NotMine("another DHCP server gives the address, and GRUB looks there for its files");
        }
        if (client.stage() == BootClient.Stage.IPXE) {
            return new Offer.NotMine("iPXE is running, which needs no other loader");
        }
        return programs()
                .missing(chain.get())
                .<Offer>map(name -> new Offer.NotMine(
                        name + " is not installed: " + chain.get().install()))
                .orElseGet(() -> new Offer.BootFile(chain.get().shim()));
    }

    @Override
    public Optional<Resource> program(ResourcePath path) {
        return programs().find(path.text()).map(ProgramFolders::resource);
    }

    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        if (!CONFIGS.contains(path)) {
            return new ConfigFile.NotMine();
        }
        Optional<String> own = userFiles.stream()
                .flatMap(files -> files.find(path, client).stream())
                .findFirst();
        if (own.isPresent()) {
            return new ConfigFile.Text(own.get());
        }
        if (kernels.size() > MANY) {
            kernels.clear();
        }
        kernels(menu.entries()).forEach(kernels::add);
        boolean known = !client.mac().equals(MacAddress.UNKNOWN);
        Settings now = settings;
        ConfigText.Style style = new ConfigText.Style(
                Optional.of("01-" + client.mac().dashed()).filter(machine -> known),
                now.chainsDisk()
                        ? LocalBoot.chain(
                                Chain.of(client.platform()).orElse(Chain.X64).suffix())
                        : LocalBoot.exit(),
                false);
        String who = known ? client.mac().text() : "a machine that is not known";
        return new ConfigFile.Text(ConfigText.of(menu, "Rendered for " + who, style));
    }

    /** The chain's links in their order: each checks the signature of the next where Secure Boot is on. */
    @Override
    public Optional<String> stopped(ResourcePath sent) {
        if (kernels.contains(sent)) {
            return Optional.of(
                    "GRUB did not go on to its initial RAM disk: with Secure Boot on it refuses a kernel that is"
                            + " not signed by the vendor of shim");
        }
        for (Chain chain : Chain.values()) {
            if (sent.text().equals(chain.shim())) {
                return Optional.of("the firmware did not start shim, or shim found no GRUB: with Secure Boot on, the"
                        + " firmware needs Microsoft's certificate for others than itself, and no list that revokes this"
                        + " shim");
            }
            if (sent.text().equals(chain.grub())) {
                return Optional.of("shim did not start GRUB: it is signed by another vendor than shim, or revoked");
            }
        }
        return Optional.empty();
    }

    private static Stream<ResourcePath> kernels(List<MenuEntry> entries) {
        return entries.stream().flatMap(entry -> {
            if (entry instanceof MenuEntry.Submenu submenu) {
                return kernels(submenu.entries());
            }
            return entry instanceof MenuEntry.Linux linux && !linux.initrds().isEmpty()
                    ? Stream.of(linux.kernel())
                    : Stream.empty();
        });
    }

    /** Nothing is said of a platform of which no part is there: most networks have only one. */
    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(refused);
        Programs now = programs();
        List<Chain> incomplete = Arrays.stream(Chain.values())
                .filter(chain -> now.missing(chain).isPresent())
                .toList();
        boolean none = incomplete.size() == Chain.values().length;
        for (Chain chain : incomplete) {
            boolean half =
                    now.find(chain.shim()).isPresent() || now.find(chain.grub()).isPresent();
            if (half || none && chain == Chain.X64) {
                findings.add(new Finding(
                        Finding.Severity.WARNING,
                        name(),
                        now.missing(chain).orElseThrow() + " is not installed: no " + chain
                                + " machine with Secure Boot can boot; looked in " + now.folders(),
                        chain.install()));
            }
        }
        return findings;
    }

    private Programs programs() {
        return new Programs(preferred.then(settings.folders()));
    }
}
