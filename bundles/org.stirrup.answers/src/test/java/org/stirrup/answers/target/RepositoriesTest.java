package org.stirrup.answers.target;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.boot.MenuEntry;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.lease.Leases;

class RepositoriesTest {
    private static final BootServer BOTH = new BootServer(
            Leases.address("192.168.1.1"),
            Map.of("ftp", URI.create("ftp://192.168.1.1/"), "http", URI.create("http://192.168.1.1/")));

    private static final List<String> ANACONDA = List.of("ftp", "http");

    private static final Target CENTOS = new Target("CentOS-7", "CentOS 7", "7", ResourcePath.of("pub/CentOS-7"), true);

    private static Optional<Menu> menu(String... arguments) {
        ResourcePath file = ResourcePath.of("x");
        MenuEntry other = new MenuEntry.Linux("other", "other", file, List.of(), List.of("repo=ftp://wrong/"));
        MenuEntry linux = new MenuEntry.Linux("CentOS-7", "CentOS 7", file, List.of(), List.of(arguments));
        MenuEntry folder = new MenuEntry.Submenu("images", "images", List.of(other, linux));
        return Optional.of(new Menu("menu", List.of(folder), "images", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"repo=http://a/b", "inst.repo=http://a/b", "method=http://a/b"})
    void sendsTheInstallerWhereTheMenuSendsIt(String argument) {
        Optional<String> repository =
                Repositories.of(CENTOS, menu("quiet", "ks=ftp://a/ks.cfg", argument), BOTH, ANACONDA);
        assertEquals(Optional.of("http://a/b"), repository);
    }

    @Test
    void sendsItByFtpFirstWhereTheMenuSaysNothing() {
        for (Optional<Menu> menu : List.of(menu("quiet"), Optional.<Menu>empty())) {
            Optional<String> repository = Repositories.of(CENTOS, menu, BOTH, ANACONDA);
            assertEquals(Optional.of("ftp://192.168.1.1/pub/CentOS-7"), repository);
        }
    }

    @Test
    void sendsItByWhatItsKindPrefers() {
        assertEquals(
                Optional.of("http://192.168.1.1/pub/CentOS-7"),
                Repositories.of(CENTOS, menu("quiet"), BOTH, List.of("http", "ftp")));
    }

    @Test
    void sendsItByTheProtocolThatTheMenuNames() {
        assertEquals(
                Optional.of("ftp://192.168.1.1/pub/CentOS-7"),
                Repositories.of(CENTOS, menu("mirror/protocol=ftp"), BOTH, List.of("http", "ftp")));
    }

    @Test
    void sendsItNowhereWhereNothingIs() {
        BootServer none = new BootServer(BOTH.address(), Map.of());
        assertEquals(Optional.empty(), Repositories.of(CENTOS, Optional.empty(), none, ANACONDA));
        Target installer = new Target("x", "x", "9", ResourcePath.of("pub/x"), false);
        assertEquals(Optional.empty(), Repositories.of(installer, menu(), BOTH, ANACONDA));
    }
}
