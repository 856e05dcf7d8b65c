package org.stirrup.menu.memtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.boot.Architecture.Platform;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.Label;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.Reading;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/** The operating system's memtest86+: shown below {@code memtest/}, and made an entry of the right kind. */
@Component(
        service = {Memtest.class, Repository.class, SelfCheck.class},
        configurationPid = "org.stirrup.menu.memtest",
        property = Repository.MOUNT + "=memtest")
@Designate(ocd = MemtestConfig.class)
public final class Memtest implements Repository, SelfCheck {
    /** What installs it. */
    public static final String INSTALL = "apt install memtest86+ (or dnf install memtest86+)";

    private static final Logger LOG = LoggerFactory.getLogger(Memtest.class);
    private static final ResourcePath MOUNTED = ResourcePath.of("memtest");

    private record Settings(ProgramFolders folders, boolean offered) {}

    private volatile Settings settings = new Settings(ProgramFolders.of(MemtestConfig.FOLDERS), true);
    private volatile List<Finding> refused = List.of();

    @Activate
    public Memtest(MemtestConfig config, Map<String, Object> properties) {
        configure(config, properties);
    }

    @Modified
    void configure(MemtestConfig config, Map<String, Object> properties) {
        Reading.Complaints complaints = new Reading.Complaints(properties, "org.stirrup.menu.memtest");
        ProgramFolders folders = complaints.parsed(
                "folders",
                () -> ProgramFolders.of(config.folders()),
                config.folders(),
                settings.folders(),
                ProgramFolders.REMEDY);
        String offer = complaints.choice("offer", config.offer(), "no such choice", List.of("auto", "no"));
        Reading<Settings> reading = complaints.reading(() -> new Settings(folders, offer.equals("auto")));
        reading.settings().ifPresent(good -> settings = good);
        refused = reading.findings();
        refused.forEach(wrong -> LOG.error("{}: {}; {}", wrong.source(), wrong.message(), wrong.remedy()));
    }

    /** Whether the menu is to have it without being asked, for a machine on which it is installed. */
    public boolean offersItself(BootClient client) {
        return settings.offered()
                && Build.of(client.platform()).flatMap(this::file).isPresent();
    }

    /** Its entry for this machine, which says why when there is none. */
    public MenuEntry entry(Label label, BootClient client) {
        Optional<Build> build = Build.of(client.platform());
        if (build.isEmpty()) {
            return new MenuEntry.Unavailable(
                    label,
                    client.platform() == Platform.OTHER
                            ? "it is not known whether this machine has BIOS or UEFI firmware"
                            : "memtest86+ is for x86 machines, this one is " + client.platform());
        }
        if (build.flatMap(this::file).isEmpty()) {
            return new MenuEntry.Unavailable(label, "memtest86+ is not installed: " + INSTALL);
        }
        ResourcePath program = MOUNTED.resolve(build.get().shown());
        // Its BIOS build is started as a Linux kernel is, the others are programs of the firmware.
        return client.platform() == Platform.BIOS
                ? new MenuEntry.Linux(label, program, List.of(), List.of())
                : new MenuEntry.Chain(label, program);
    }

    /** Whether any machine can be given it. */
    public boolean isInstalled() {
        return Build.all().stream().anyMatch(build -> file(build).isPresent());
    }

    /** Where it is looked for. */
    public ProgramFolders folders() {
        return settings.folders();
    }

    private Optional<java.nio.file.Path> file(Build build) {
        return settings.folders().find(build.installed());
    }

    @Override
    public Lookup find(ResourcePath path) {
        if (path.isRoot()) {
            return new Lookup.Folder();
        }
        return resource(path)
                .<Lookup>map(Lookup.Found::new)
                .orElseGet(() -> new Lookup.Absent("no such file in " + MOUNTED.text()));
    }

    private Optional<Resource> resource(ResourcePath path) {
        return Build.all().stream()
                .filter(build -> build.shown().equals(path.text()))
                .findFirst()
                .flatMap(this::file)
                .map(ProgramFolders::resource);
    }

    @Override
    public List<ContentEntry> list(ResourcePath path) {
        List<ContentEntry> entries = new ArrayList<>();
        if (path.isRoot()) {
            for (Build build : Build.all()) {
                resource(ResourcePath.of(build.shown()))
                        .ifPresent(it -> entries.add(new ContentEntry(build.shown(), false, it.size(), it.modified())));
            }
        }
        return entries;
    }

    @Override
    public List<Finding> findings() {
        return refused;
    }
}
