package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What installers fetch their packages by: as it is configured, and as servers come and go. */
class RepositoryIT {
    private static final String SERVER = "192.168.77.1/";
    private static final String LARGE = "pub/CentOS-7/Packages/"
            + "a-large-package-with-a-name-longer-than-sixty-four-characters-1.2.3-4.el7_9.x86_64.rpm";
    private static final Pattern REPOSITORY = Pattern.compile("repo=(\\w+)://192\\.168\\.77\\.1/pub/CentOS-7");

    @Test
    void theNextMenuNamesAServerThatIsThere() throws Exception {
        try (Lab lab = Lab.open(1, "curl", "wget", "tc", "xorriso", "qemu-system-x86_64")) {
            Appliance appliance = lab.appliance(
                    lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120", "--boot", "first");
            FirstBootIT.dropIso(lab, appliance);
            String pc = lab.client("pc", 0, "192.168.77.9/24");
            awaitMenu(pc, "ftp");

            // FTP goes while clients are in the middle of files, one of them by FTP.
            Transfer overHttp = slow(lab, "slow1", 10, "http");
            Transfer overFtp = slow(lab, "slow2", 11, "ftp");
            Path ftpAside = takeAway(lab, appliance, "ftp");
            awaitMenu(pc, "http");
            mirror(lab, pc);
            overFtp.complete();
            overHttp.complete();
            putBack(appliance, "ftp", ftpAside);
            awaitMenu(pc, "ftp");

            // HTTP is asked for; it goes while a client is in the middle of a file by HTTP.
            Files.writeString(lab.home().resolve("etc/org.stirrup.image.cfg"), "protocol = ftp; CentOS-7: http\n");
            awaitMenu(pc, "http");
            Transfer last = slow(lab, "slow3", 12, "http");
            Path httpAside = takeAway(lab, appliance, "http");
            awaitMenu(pc, "ftp");
            assertTrue(menu(pc).contains("ks=ftp://"), "the answer file comes from where there is a server, too");
            assertTrue(
                    appliance.cli("status").text().contains("because nothing serves http"),
                    "status says why it is not as configured");
            last.complete();
            putBack(appliance, "http", httpAside);
            awaitMenu(pc, "http");

            VirtualPc machine = lab.pc("pc00");
            machine.awaitScreen("LAB-REPOSITORY http://192.168.77.1/pub/CentOS-7");
            machine.awaitScreen("LAB-INSTALLED");
            machine.switchOff();
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    /** apt asks whether what it has is still so, goes on in the middle of a file, and keeps its connection. */
    @Test
    void aptTakesPackagesFromTheTree() throws Exception {
        try (Lab lab = Lab.open(1, "apt-get", "dpkg-deb")) {
            Path repository = Files.createDirectories(lab.home().resolve("files/debian"));
            Path content = Files.createDirectories(lab.work.resolve("content/DEBIAN"));
            Files.writeString(
                    content.resolve("control"),
                    "Package: lab-package\nVersion: 1.0\nArchitecture: all\nMaintainer: lab\nDescription: nothing\n");
            Path deb = repository.resolve("lab-package_1.0_all.deb");
            Command.run("dpkg-deb", "--build", content.getParent().toString(), deb.toString())
                    .ok();
            String packages =
                    Command.run("dpkg-deb", "-f", deb.toString()).ok().text().strip()
                            + "\nFilename: ./lab-package_1.0_all.deb\nSize: " + Files.size(deb) + "\nSHA256: "
                            + Command.sha256(deb) + "\n";
            Path index = Files.writeString(repository.resolve("Packages"), packages);
            Files.writeString(
                    repository.resolve("Release"),
                    "Suite: lab\nSHA256:\n " + Command.sha256(index) + " " + Files.size(index) + " Packages\n");
            lab.appliance(lab.home(), "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");

            String pc = lab.client("pc", 0, "192.168.77.9/24");
            Path root = Files.createDirectories(lab.work.resolve("apt"));
            Files.createDirectories(root.resolve("lists/partial"));
            Files.createDirectories(root.resolve("archives/partial"));
            Files.createFile(root.resolve("status"));
            Files.writeString(root.resolve("sources.list"), "deb [trusted=yes] http://" + SERVER + "debian ./\n");
            String first = apt(lab, pc, root, "update").ok().text();
            assertTrue(first.contains("Get:"), first);
            String again = apt(lab, pc, root, "update").ok().text();
            assertTrue(again.contains("Hit:") && !again.contains("Get:"), "what apt has is not sent again:\n" + again);

            // Half of it is there already.
            Path partial = root.resolve("archives/partial/lab-package_1.0_all.deb");
            byte[] whole = Files.readAllBytes(deb);
            Files.write(partial, Arrays.copyOf(whole, whole.length / 2));
            Files.setLastModifiedTime(partial, Files.getLastModifiedTime(deb));
            apt(lab, pc, root, "install", "--download-only", "--yes", "lab-package")
                    .ok();
            assertEquals(
                    Command.sha256(deb),
                    Command.sha256(root.resolve("archives/lab-package_1.0_all.deb")),
                    "the package arrived whole");
        }
    }

    private static Command.Result apt(Lab lab, String pc, Path root, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "apt-get",
                "-o",
                "Dir::Etc::sourcelist=" + root.resolve("sources.list"),
                "-o",
                "Dir::Etc::sourceparts=-",
                "-o",
                "Dir::State::lists=" + root.resolve("lists"),
                "-o",
                "Dir::State::status=" + root.resolve("status"),
                "-o",
                "Dir::Cache=" + root,
                "-o",
                "APT::Sandbox::User=root",
                "-o",
                "Acquire::http::Proxy=DIRECT",
                "-o",
                "Acquire::Retries=0"));
        command.addAll(List.of(arguments));
        return Command.run(Command.inNamespace(pc, command.toArray(String[]::new)));
    }

    /** The whole tree by a foreign mirror of web pages: names, sizes and bytes are the ISO's. */
    private static void mirror(Lab lab, String pc) {
        Path tree = lab.work.resolve("tree");
        Command.run("xorriso", "-osirrox", "on", "-indev", Lab.iso().toString(), "-extract", "/", tree.toString())
                .ok();
        Command.run("chmod", "-R", "u+w", tree.toString()).ok();
        Path mirror = lab.work.resolve("mirror");
        List<String> wget = List.of(
                "wget",
                "--quiet",
                "--mirror",
                "--no-parent",
                "--no-host-directories",
                "--cut-dirs=2",
                "--execute=robots=off",
                "--reject=index.html*",
                "--directory-prefix=" + mirror,
                "http://" + SERVER + "pub/CentOS-7/");
        Command.run(Command.inNamespace(pc, wget.toArray(String[]::new))).ok();
        Command.run("diff", "-r", tree.toString(), mirror.toString()).ok();
    }

    private static Path takeAway(Lab lab, Appliance appliance, String feature) throws Exception {
        Path aside = lab.work.resolve(feature + ".aside");
        int mark = appliance.log.mark();
        Files.move(feature(appliance, feature), aside, StandardCopyOption.REPLACE_EXISTING);
        appliance.await(mark, feature + ".feature.json removed");
        return aside;
    }

    private static void putBack(Appliance appliance, String feature, Path aside) throws Exception {
        int mark = appliance.log.mark();
        Files.move(aside, feature(appliance, feature));
        appliance.await(mark, feature + ".feature.json installed");
    }

    private static Path feature(Appliance appliance, String name) {
        return appliance.home.resolve("features/" + name + ".feature.json");
    }

    private static String menu(String pc) {
        return Command.run(Command.inNamespace(
                        pc, "curl", "-sS", "--max-time", "100", "tftp://" + SERVER + "pxelinux.cfg/default"))
                .ok()
                .text();
    }

    private static void awaitMenu(String pc, String protocol) {
        long deadline = System.nanoTime() + Output.PATIENCE.toNanos();
        String text;
        do {
            text = menu(pc);
            Matcher matcher = REPOSITORY.matcher(text);
            if (matcher.find() && matcher.group(1).equals(protocol)) {
                return;
            }
        } while (System.nanoTime() < deadline);
        throw new AssertionError("the menu does not say repo=" + protocol + ":\n" + text);
    }

    private record Transfer(Process process, Output output, Path file) {
        void complete() throws InterruptedException {
            output.whole();
            assertEquals(0, process.waitFor(), file.getFileName() + ": " + output.lines());
            Path original = file.resolveSibling("tree/" + LARGE.substring("pub/CentOS-7/".length()));
            assertEquals(Command.sha256(original), Command.sha256(file), file.getFileName() + " arrived whole");
        }
    }

    /** A client whose cable is slow, in the middle of a file of 32 MiB: it takes ten seconds and more. */
    private static Transfer slow(Lab lab, String name, int host, String protocol) throws Exception {
        String client = lab.client(name, 0, "192.168.77." + host + "/24");
        Command.run(("tc -n " + lab.namespace + " qdisc add dev c-" + name
                                + " root tbf rate 24mbit burst 32kb latency 200ms")
                        .split(" "))
                .ok();
        Path file = lab.work.resolve(name);
        Process process = lab.spawn(
                Command.inNamespace(client, "curl", "-sS", "-o", file.toString(), protocol + "://" + SERVER + LARGE));
        Transfer transfer = new Transfer(process, new Output(process.getInputStream(), name), file);
        long deadline = System.nanoTime() + Output.PATIENCE.toNanos();
        while (!Files.exists(file) || Files.size(file) == 0) {
            assertTrue(process.isAlive() && System.nanoTime() < deadline, name + " gets nothing");
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        return transfer;
    }
}
