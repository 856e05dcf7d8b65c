package org.stirrup.loader.ipxe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * Starts machines with the operating system's iPXE, which then asks DHCP again, as iPXE: it is sent the script. A card
 * whose own ROM is iPXE is sent the script at once. No iPXE is ever sent iPXE: it would load itself for ever.
 */
@Component(
        service = {BootLoader.class, SelfCheck.class},
        configurationPid = "org.stirrup.loader.ipxe")
@Designate(ocd = Config.class)
public final class IpxeLoader implements BootLoader, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(IpxeLoader.class);
    private static final ResourcePath SCRIPT = Build.FOLDER.resolve("boot.ipxe");
    /**
     * iPXE 2.0 asks for it in the folder that it came from itself, before any DHCP of its own, and a server that stays
     * silent or refuses stops some machines there.
     */
    private static final String AUTOEXEC = "autoexec.ipxe";

    private final ProgramFolders preferred;
    private volatile Settings settings = Settings.DEFAULTS;
    private volatile List<Finding> refused = List.of();

    @Activate
    public IpxeLoader(BundleContext context, Config config, Map<String, Object> properties) {
        this(ProgramFolders.own(context::getProperty, "ipxe", Build.FOLDER.text()));
        configure(config, properties);
    }

    /** @param preferred folders that come before the configured ones: the user's own files, what the distribution carries */
    IpxeLoader(ProgramFolders preferred) {
        this.preferred = preferred;
    }

    @Modified
    void configure(Config config, Map<String, Object> properties) {
        Reading<Settings> reading = Settings.read(config, properties);
        reading.settings().ifPresent(good -> settings = good);
        refused = reading.findings();
        refused.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    @Override
    public String name() {
        return "ipxe";
    }

    @Override
    public Offer offer(BootClient client, BootServer server) {
        return switch (client.stage()) {
            case OPERATING_SYSTEM -> new Offer.NotMine("an operating system asks, not a boot firmware");
            case BOOTP -> new Offer.NotMine("a BOOTP client, iPXE's programs need PXE or UEFI");
            case IPXE ->
                Location.of(server)
                        .<Offer>map(location -> new Offer.BootFile(location.of(SCRIPT)))
                        .orElseGet(
                                () -> new Offer.NotMine("neither an HTTP nor a TFTP server is there for its script"));
            case HTTP_BOOT ->
                server.endpoint("http")
                        .map(http -> program(client, path -> new Location(http).of(path)))
                        .orElseGet(
                                () -> new Offer.NotMine(
                                        "UEFI HTTP Boot needs the HTTP server, and there is none: put http.feature.json into features/"));
            case PXE_ROM -> program(client, ResourcePath::text);
        };
    }

    /** @param naming how this client is told a file */
    private Offer program(BootClient client, Function<ResourcePath, String> naming) {
        List<Build> builds = programs().preferred(client.platform());
        if (builds.isEmpty()) {
            return new Offer.NotMine("there is no iPXE for "
                    + client.architecture()
                            .map(Architecture::toString)
                            .orElse("firmware that does not say what it is"));
        }
        return programs()
                .best(client.platform())
                .<Offer>map(build -> new Offer.BootFile(naming.apply(build.path())))
                .orElseGet(() -> new Offer.NotMine(titles(builds) + " not installed for " + client.platform() + ": "
                        + builds.get(0).remedy()));
    }

    @Override
    public Optional<Resource> program(ResourcePath path) {
        return programs().find(path).map(ProgramFolders::resource);
    }

    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        boolean autoexec = path.name().equals(AUTOEXEC);
        if (!path.equals(SCRIPT) && !autoexec) {
            return new ConfigFile.NotMine();
        }
        String who = client.mac().equals(MacAddress.UNKNOWN)
                ? "a machine that is not known"
                : client.mac().text();
        Location location = Location.of(server).orElseGet(() -> Location.tftp(server.address()));
        return new ConfigFile.Text(
                Script.of(menu, new Script.Style("Rendered for " + who, autoexec, location, settings.localBoot())));
    }

    @Override
    public Optional<String> stopped(ResourcePath sent) {
        return Arrays.stream(Build.values())
                .filter(build -> build.path().equals(sent))
                .findFirst()
                .map(build -> build == Build.UNDIONLY
                        ? "iPXE did not start, or got no address"
                        : "the firmware did not start iPXE, which is not signed as Secure Boot demands, or iPXE got no"
                                + " address");
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(refused);
        Programs now = programs();
        List<Platform> without = Stream.of(Platform.UEFI_X64, Platform.BIOS)
                .filter(platform -> now.best(platform).isEmpty())
                .toList();
        if (!without.isEmpty()) {
            List<Build> missing = without.stream()
                    .flatMap(platform -> Build.of(platform).stream())
                    .toList();
            // A warning: machines that are iPXE already boot without, and other loaders may serve the rest.
            findings.add(new Finding(
                    Finding.Severity.WARNING,
                    name(),
                    titles(missing) + " not installed: iPXE starts no machine of "
                            + without.stream().map(Platform::name).collect(Collectors.joining(" or of "))
                            + "; looked in " + now.folders(),
                    missing.get(0).remedy()));
        }
        return findings;
    }

    private static String titles(List<Build> builds) {
        return builds.stream().map(Build::title).collect(Collectors.joining(", "))
                + (builds.size() > 1 ? " are" : " is");
    }

    private Programs programs() {
        return new Programs(preferred.then(settings.folders()), settings.driversFirst());
    }
}
