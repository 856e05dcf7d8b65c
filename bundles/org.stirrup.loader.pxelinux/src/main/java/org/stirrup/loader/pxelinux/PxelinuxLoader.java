package org.stirrup.loader.pxelinux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * Starts BIOS machines, PXE and BOOTP alike, with the operating system's PXELINUX.
 *
 * <p>PXELINUX asks for files named after the machine's UUID, its MAC address and its IP address before it asks for
 * {@code pxelinux.cfg/default}. Only the last is rendered: it is made for the machine that asks anyhow, and the names
 * before it stay free for files of the user's own.
 */
@Component(
        service = {BootLoader.class, SelfCheck.class},
        configurationPid = "org.stirrup.loader.pxelinux")
@Designate(ocd = Config.class)
public final class PxelinuxLoader implements BootLoader, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PxelinuxLoader.class);
    private static final ResourcePath CONFIG = ResourcePath.of("pxelinux.cfg/default");
    private static final String INSTALL = "apt install pxelinux syslinux-common (or dnf install syslinux-tftpboot)";

    private final List<Path> preferred;
    private volatile Settings settings = Settings.DEFAULTS;
    private volatile List<Finding> refused = List.of();

    @Activate
    public PxelinuxLoader(BundleContext context, Config config, Map<String, Object> properties) {
        this(Stream.of(
                        Optional.ofNullable(context.getProperty("stirrup.home")).map(home -> Path.of(home, "files")),
                        Optional.ofNullable(context.getProperty("stirrup.dist"))
                                .map(dist -> Path.of(dist, "loaders", "pxelinux")))
                .flatMap(Optional::stream)
                .toList());
        configure(config, properties);
    }

    /** @param preferred folders that come before the configured ones: the user's own files, what the distribution carries */
    PxelinuxLoader(List<Path> preferred) {
        this.preferred = preferred;
    }

    @Modified
    void configure(Config config, Map<String, Object> properties) {
        Settings.Reading reading = Settings.read(config, properties);
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
        return programs()
                .missing(List.of(Programs.LOADER, Programs.CORE))
                .<Offer>map(name -> new Offer.NotMine(name + " is not installed: " + INSTALL))
                .orElseGet(() -> new Offer.BootFile(Programs.LOADER));
    }

    @Override
    public Optional<Resource> program(ResourcePath path) {
        return programs().find(path.text()).map(file -> {
            try {
                return Resource.of(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        if (!path.equals(CONFIG)) {
            return new ConfigFile.NotMine();
        }
        String who = client.mac().equals(MacAddress.UNKNOWN)
                ? "a machine that is not known"
                : client.mac().text();
        ConfigText.Style style =
                new ConfigText.Style(programs().missing(Programs.MENU).isEmpty(), settings.localBoot());
        return new ConfigFile.Text(ConfigText.of(menu, "Rendered for " + who, style));
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
                .ifPresent(findings::add);
        return findings;
    }

    private Programs programs() {
        return new Programs(
                Stream.concat(preferred.stream(), settings.folders().stream()).toList());
    }
}
