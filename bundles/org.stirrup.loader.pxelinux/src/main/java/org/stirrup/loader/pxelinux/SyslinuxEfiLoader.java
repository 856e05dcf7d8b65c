package org.stirrup.loader.pxelinux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
 * Starts UEFI machines with the operating system's syslinux.efi, which reads what PXELINUX reads. It is not signed, and
 * nobody works on it any more: hence the rank below GRUB and iPXE.
 */
@Component(
        service = {BootLoader.class, SelfCheck.class},
        configurationPid = "org.stirrup.loader.pxelinux.efi")
@Designate(ocd = EfiConfig.class)
public final class SyslinuxEfiLoader implements BootLoader, SelfCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SyslinuxEfiLoader.class);
    private static final String INSTALL =
            "apt install syslinux-efi syslinux-common (or dnf install syslinux-efi64, which Fedora has)";

    private final ProgramFolders preferred;
    private volatile Settings settings = new Settings(ProgramFolders.of(EfiConfig.FOLDERS), false);
    private volatile List<Finding> refused = List.of();

    /** @param byHttp whether kernels are fetched by HTTP */
    private record Settings(ProgramFolders folders, boolean byHttp) {}

    @Activate
    public SyslinuxEfiLoader(BundleContext context, EfiConfig config, Map<String, Object> properties) {
        this(ProgramFolders.own(context::getProperty, "syslinux", EfiBuild.FOLDER.text()));
        configure(config, properties);
    }

    /** @param preferred folders that come before the configured ones: the user's own files, what the distribution carries */
    SyslinuxEfiLoader(ProgramFolders preferred) {
        this.preferred = preferred;
    }

    @Modified
    void configure(EfiConfig config, Map<String, Object> properties) {
        Reading.Complaints complaints = new Reading.Complaints(properties, "org.stirrup.loader.pxelinux.efi");
        ProgramFolders folders = complaints.parsed(
                "folders",
                () -> ProgramFolders.of(config.folders()),
                config.folders(),
                settings.folders(),
                ProgramFolders.REMEDY);
        String kernelsBy = complaints.choice(
                "kernelsBy", config.kernelsBy(), "nothing that kernels come by", List.of("tftp", "http"));
        complaints.number(Constants.SERVICE_RANKING, properties.getOrDefault(Constants.SERVICE_RANKING, 0));
        Reading<Settings> reading = complaints.reading(() -> new Settings(folders, kernelsBy.equals("http")));
        reading.settings().ifPresent(good -> settings = good);
        refused = reading.findings();
        refused.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    @Override
    public String name() {
        return "syslinux-efi";
    }

    @Override
    public Offer offer(BootClient client, BootServer server) {
        if (!client.boots()) {
            return new Offer.NotMine("an operating system asks, not a boot firmware");
        }
        if (client.stage() != BootClient.Stage.PXE_ROM) {
            return new Offer.NotMine("syslinux.efi is for firmware that boots by PXE");
        }
        Optional<EfiBuild> build = EfiBuild.of(client.platform());
        if (build.isEmpty()) {
            return new Offer.NotMine(
                    client.architecture().map(Architecture::toString).orElse("unknown")
                            + " firmware, syslinux.efi is a program for UEFI_X64 and UEFI_IA32");
        }
        return missing(build.get())
                .<Offer>map(
                        name -> new Offer.NotMine(name + " is not installed for " + client.platform() + ": " + INSTALL))
                .orElseGet(() ->
                        new Offer.BootFile(build.get().path(EfiBuild.LOADER).text()));
    }

    @Override
    public Optional<Resource> program(ResourcePath path) {
        return Arrays.stream(EfiBuild.values())
                .filter(build ->
                        build.has(path.name()) && build.path(path.name()).equals(path))
                .findFirst()
                .flatMap(build -> folders().find(build.installed(path.name())))
                .map(ProgramFolders::resource);
    }

    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        Optional<EfiBuild> build = EfiBuild.ofConfig(path);
        if (build.isEmpty()) {
            return new ConfigFile.NotMine();
        }
        boolean menuProgram = Programs.MENU.stream()
                .allMatch(name -> folders().find(build.get().installed(name)).isPresent());
        Location files = new Location("::", server.endpoint("http").filter(base -> settings.byHttp()));
        String who = client.mac().equals(MacAddress.UNKNOWN)
                ? "a machine that is not known"
                : client.mac().text();
        // Ending is what sends UEFI firmware on to its next boot option; LOCALBOOT's argument means nothing to it.
        return new ConfigFile.Text(
                ConfigText.of(menu, "Rendered for " + who, new ConfigText.Style(menuProgram, "-1", files, true)));
    }

    @Override
    public Optional<String> stopped(ResourcePath sent) {
        return Arrays.stream(EfiBuild.values())
                .filter(build -> build.path(EfiBuild.LOADER).equals(sent))
                .findFirst()
                .map(build -> "the firmware did not start it: it is not signed, as Secure Boot demands");
    }

    /** Silent while nothing of it is installed: it is the last resort, and no part of what a network needs. */
    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(refused);
        for (EfiBuild build : EfiBuild.values()) {
            boolean begun = folders().find(build.installed(EfiBuild.LOADER)).isPresent();
            missing(build)
                    .filter(name -> begun)
                    .map(name -> new Finding(
                            Finding.Severity.WARNING,
                            name(),
                            name + " is not installed: syslinux.efi starts no " + build + " machine; looked in "
                                    + folders(),
                            INSTALL))
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private Optional<String> missing(EfiBuild build) {
        return List.of(EfiBuild.LOADER, build.core()).stream()
                .filter(name -> folders().find(build.installed(name)).isEmpty())
                .findFirst();
    }

    private ProgramFolders folders() {
        return preferred.then(settings.folders());
    }
}
