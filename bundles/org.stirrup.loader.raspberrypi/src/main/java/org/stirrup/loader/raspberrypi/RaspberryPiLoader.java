package org.stirrup.loader.raspberrypi;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootLoader;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.boot.ProgramFolders;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;
import org.stirrup.api.boot.QuirkRows;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/**
 * Starts Raspberry Pi boards. Their firmware knows what it wants, below a folder named after its serial number, such as
 * {@code 9a0b1c2d/start4.elf}: taken from the user's {@code files/raspberrypi/9a0b1c2d/}, else {@code files/raspberrypi/}.
 */
@Component(service = {BootLoader.class, QuirkRows.class})
public final class RaspberryPiLoader implements BootLoader, QuirkRows {
    /** One of these must be there: what boards before the 4, the 4 and the 5 start with. */
    private static final List<String> FIRST = List.of("bootcode.bin", "start4.elf", "kernel_2712.img", "boot.img");
    /** A serial number, or with TFTP_PREFIX=2 the MAC address with dashes. */
    private static final Pattern BOARD = Pattern.compile("^(?:[0-9a-f]{8}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5})/");

    /** Before a path that is meant from the content tree's root stands a word; the board puts its folder before that. */
    private static final List<Quirk> ROWS = List.of(new Quirk(
            "raspberry-pi-tree",
            Quirk.Match.ANY.architectures(Architecture.RASPBERRY_PI).path("(?:[^/]+/)?stirrup/.+"),
            new QuirkEffect.Rewrite(Pattern.compile("^(?:[^/]+/)?stirrup/"), ""),
            "TFTP_PREFIX in the board's manual: what config.txt names is asked for below the board's folder"));

    private final ProgramFolders folders;

    @Activate
    public RaspberryPiLoader(BundleContext context) {
        this(ProgramFolders.own(context::getProperty, "raspberrypi", "raspberrypi"));
    }

    RaspberryPiLoader(ProgramFolders folders) {
        this.folders = folders;
    }

    @Override
    public String name() {
        return "raspberrypi";
    }

    @Override
    public Offer offer(BootClient client, BootServer server) {
        if (!client.boots() || !isPi(client)) {
            return new Offer.NotMine("not a Raspberry Pi");
        }
        return folders.find(FIRST)
                .<Offer>map(file -> new Offer.BootFile(file.getFileName().toString()))
                .orElseGet(() -> new Offer.NotMine("no boot partition of Raspberry Pi OS is in files/raspberrypi/"));
    }

    @Override
    public Optional<Resource> program(ResourcePath path) {
        String common = BOARD.matcher(path.text()).replaceFirst("");
        return folders.find(List.of(path.text(), common)).map(ProgramFolders::resource);
    }

    /** The menu's default entry, where that is a Linux kernel and the user has not written these files. */
    @Override
    public ConfigFile config(ResourcePath path, BootClient client, BootServer server, Menu menu) {
        if (!isPi(client) || program(path).isPresent() || !(menu.defaultEntry() instanceof MenuEntry.Linux linux)) {
            return new ConfigFile.NotMine();
        }
        return switch (path.name()) {
            case "config.txt" -> new ConfigFile.Text(text(linux));
            case "cmdline.txt" -> new ConfigFile.Text(String.join(" ", linux.arguments()) + "\n");
            default -> new ConfigFile.NotMine();
        };
    }

    private static String text(MenuEntry.Linux linux) {
        String initrds =
                linux.initrds().stream().map(path -> "stirrup/" + path.text()).collect(Collectors.joining(","));
        return "arm_64bit=1\nkernel=stirrup/" + linux.kernel().text() + "\n"
                + (initrds.isEmpty() ? "" : "initramfs " + initrds + " followkernel\n");
    }

    @Override
    public List<Quirk> rows() {
        return ROWS;
    }

    private static boolean isPi(BootClient client) {
        return client.architecture().filter(Architecture.RASPBERRY_PI::equals).isPresent();
    }
}
