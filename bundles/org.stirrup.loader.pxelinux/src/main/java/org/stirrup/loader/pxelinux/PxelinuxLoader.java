package org.stirrup.loader.pxelinux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * Starts BIOS machines, PXE and BOOTP alike, with the operating system's PXELINUX.
 *
 * <p>PXELINUX asks for files named after the machine's UUID, its MAC address and its IP address before it asks for
 * {@code pxelinux.cfg/default}. Only the last is rendered: it is made for the machine that asks anyhow, and the names
 * before it stay free for files of the user's own.
 *
 * <p>A file with kernels by HTTP would stop {@code pxelinux.0}, whoever sent it. So {@code lpxelinux.0} is told by option
 * 209 (RFC 5071, section 3) to look for one of another name first, and goes on to the usual ones where it is not there.
 */
@Component(
        service = {BootLoader.class, SelfCheck.class},
        configurationPid = "org.stirrup.loader.pxelinux")
@Designate(ocd = Config.class)
public final class PxelinuxLoader implements BootLoader, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PxelinuxLoader.class);
    private static final String FOLDER = "pxelinux.cfg/";
    private static final ResourcePath CONFIG = ResourcePath.of(FOLDER + "default");
    private static final ResourcePath HTTP_CONFIG = ResourcePath.of(FOLDER + "http");
    private static final int CONFIG_FILE_OPTION = 209;
    private static final String INSTALL = "apt install pxelinux syslinux-common (or dnf install syslinux-tftpboot)";

    private final ProgramFolders preferred;
    private volatile Settings settings = Settings.DEFAULTS;
    private volatile List<Finding> refused = List.of();

    @Activate
    public PxelinuxLoader(BundleContext context, Config config, Map<String, Object> properties) {
        this(ProgramFolders.own(context::getProperty, "pxelinux", ""));
        configure(config, properties);
    }

    /** @param preferred folders that come before the configured ones: the user's own files, what the distribution carries */
    PxelinuxLoader(ProgramFolders preferred) {
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
        return "pxelinux";
    }

    @Override
    public Offer offer(BootClient client, BootServer server) {
        if (!client.boots()) {
            return new Offer.NotMine("an operating system asks, not a boot firmware");
        }
        if (client.platform() != Architecture.Platform.BIOS) {
            return new Offer.NotMine(
                    client.architecture().map(Architecture::toString).orElse("unknown")
                            + " firmware, pxelinux.0 is a BIOS program");
        }
        Programs now = programs();
        boolean byHttp = settings.byHttp()
                && server.endpoint("http").isPresent()
                && now.missing(List.of(Programs.HTTP_LOADER)).isEmpty();
        Offer offer = byHttp
                ? new Offer.BootFile(
                        Programs.HTTP_LOADER,
                        Map.of(CONFIG_FILE_OPTION, HTTP_CONFIG.text().getBytes(StandardCharsets.US_ASCII)))
                : new Offer.BootFile(Programs.LOADER);
        return now.missing(List.of(byHttp ? Programs.HTTP_LOADER : Programs.LOADER, Programs.CORE))
                .<Offer>map(name -> new Offer.NotMine(name + " is not installed: " + INSTALL))
                .orElse(offer);
    }

    @Override
    public Optional<Resource> program(ResourcePath path) {
        return programs().find(path.text()).map(ProgramFolders::resource);
    }

    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        boolean byHttp = path.equals(HTTP_CONFIG);
        if (!path.equals(CONFIG) && (!byHttp || hasFileOfTheUsers(client))) {
            return new ConfigFile.NotMine();
        }
        String who = client.mac().equals(MacAddress.UNKNOWN)
                ? "a machine that is not known"
                : client.mac().text();
        ConfigText.Style style = new ConfigText.Style(
                programs().missing(Programs.MENU).isEmpty(),
                settings.localBoot(),
                byHttp ? new Location("", server.endpoint("http")) : Location.TFTP,
                false);
        return new ConfigFile.Text(ConfigText.of(menu, "Rendered for " + who, style));
    }

    @Override
    public Optional<String> stopped(ResourcePath sent) {
        return switch (sent.text()) {
            case Programs.LOADER -> Optional.of("the network card's firmware did not start it");
            case Programs.HTTP_LOADER ->
                Optional.of("it drives the network card itself, which does not go with every card: set"
                        + " program=pxelinux in org.stirrup.loader.pxelinux.cfg");
            case Programs.CORE -> Optional.of("it and pxelinux.0 are perhaps of different versions");
            default -> Optional.empty();
        };
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(refused);
        Programs now = programs();
        now.missing(List.of(Programs.LOADER, Programs.CORE))
                .map(name -> new Finding(
                        Finding.Severity.ERROR,
                        name(),
                        name + " is not installed: no BIOS machine can boot; looked in " + now.folders(),
                        INSTALL))
                .or(() -> now.missing(Programs.MENU)
                        .map(name -> new Finding(
                                Finding.Severity.WARNING,
                                name(),
                                name + " is not installed: a prompt takes the place of the menu",
                                INSTALL)))
                .or(() -> now.missing(List.of(Programs.HTTP_LOADER))
                        .filter(name -> settings.byHttp())
                        .map(name -> new Finding(
                                Finding.Severity.WARNING,
                                name(),
                                name + " is not installed: pxelinux.0 takes its place, and kernels come by TFTP",
                                INSTALL)))
                .ifPresent(findings::add);
        return findings;
    }

    /** Under one of the names that PXELINUX looks for when it is told none. */
    private boolean hasFileOfTheUsers(BootClient client) {
        Stream<String> uuid = client.uuid().map(PxelinuxLoader::fileName).stream();
        return preferred
                .find(Stream.of(uuid, client.fileNames().stream(), Stream.of("default"))
                        .flatMap(names -> names)
                        .map(name -> FOLDER + name)
                        .toList())
                .isPresent();
    }

    /** With the first three fields in SMBIOS' own byte order, as PXELINUX has it from the card's firmware. */
    private static String fileName(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        return String.format(
                        "%08x-%04x-%04x",
                        Integer.reverseBytes((int) (high >>> 32)),
                        Short.reverseBytes((short) (high >>> 16)) & 0xffff,
                        Short.reverseBytes((short) high) & 0xffff)
                + uuid.toString().substring(18);
    }

    private Programs programs() {
        return new Programs(preferred.then(settings.folders()));
    }
}
