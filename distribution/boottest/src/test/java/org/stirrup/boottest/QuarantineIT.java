package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** New versions that are no good: each is set aside with the reason, and what served before serves on. */
class QuarantineIT {
    private static final String TFTP = "org.stirrup.tftp";
    private static final String COMPONENT = "org.stirrup.tftp.server.TftpServer";

    @Test
    void whatIsNoGoodIsNamedAndTheFormerVersionServesOn() throws Exception {
        try (Lab lab = Lab.open(1, "curl", "tc")) {
            Path home = lab.home();
            Path deploy = Files.createDirectories(home.resolve("deploy"));
            Path file = Files.createDirectories(home.resolve("files")).resolve("file.bin");
            Files.write(file, new byte[12 << 20]);
            Files.write(file.resolveSibling("small.bin"), new byte[100]);
            Appliance appliance = lab.appliance(home, "--interface", "br0", "--range", "192.168.77.100-192.168.77.120");
            String client = lab.client("pc", 0, "192.168.77.9/24");
            Downloads transfer = new Downloads(lab);
            transfer.add("tftp://192.168.77.1/file.bin", "4mbit", file);
            appliance.await(0, "TRANSFER_START .*file.bin");

            Path jar = deploy.resolve("tftp.jar");
            BundleJar.of(TFTP)
                    .version("0.2.0")
                    .with("Import-Package", "org.example.nowhere")
                    .drop(lab, jar);
            quarantined(appliance, client, "0.2.0", "it lacks .*org.example.nowhere");
            BundleJar.of(TFTP)
                    .version("0.3.0")
                    .component(COMPONENT, FailingComponent.class, "")
                    .drop(lab, jar);
            quarantined(appliance, client, "0.3.0", "its component " + COMPONENT + " fails: .*no such colour: mauve");
            BundleJar.of(TFTP)
                    .version("0.4.0")
                    .component(
                            COMPONENT,
                            IdleComponent.class,
                            "<reference name=\"weather\" interface=\"java.util.concurrent.Callable\"/>")
                    .drop(lab, jar);
            quarantined(appliance, client, "0.4.0", "its component " + COMPONENT + " waits for weather");
            BundleJar.of(TFTP)
                    .version("0.5.0")
                    .component(COMPONENT, IdleComponent.class, "")
                    .drop(lab, jar);
            quarantined(appliance, client, "0.5.0", "it did not open tftp 192.168.77.1:69");

            int mark = appliance.log.mark();
            Files.writeString(lab.work.resolve("rubbish"), "rubbish");
            Files.move(lab.work.resolve("rubbish"), deploy.resolve("rubbish.jar"));
            appliance.await(mark, "deploy/rubbish.jar: quarantined: it is no jar");
            String check = appliance.cli("check").text();
            assertTrue(check.contains("rubbish.jar: quarantined: it is no jar"), check);
            assertEquals(1, appliance.cli("check").status());

            mark = appliance.log.mark();
            Files.delete(deploy.resolve("rubbish.jar"));
            Files.delete(jar);
            appliance.await(mark, "deploy/tftp.jar: removed");
            assertTrue(!appliance.cli("status").text().contains("quarantined"));
            List<Downloads.Result> results = transfer.end();
            assertEquals(List.of(), Downloads.byFailure(results).get(true));
            assertTrue(!results.isEmpty());
        }
    }

    @Test
    void whatTookAPlaceHasItAfterARestartAndGivesItBack() throws Exception {
        try (Lab lab = Lab.open(1, "curl")) {
            Path home = lab.home();
            Path deploy = Files.createDirectories(home.resolve("deploy"));
            Files.write(Files.createDirectories(home.resolve("files")).resolve("small.bin"), new byte[100]);
            String client = lab.client("pc", 0, "192.168.77.9/24");
            String[] options = {"--interface", "br0", "--range", "192.168.77.100-192.168.77.120"};

            // There before the first start: its place is taken before anything is served.
            BundleJar.of(TFTP).version("0.2.0").drop(lab, deploy.resolve("tftp.jar"));
            Appliance appliance = lab.appliance(home, options);
            assertEquals(1, count(appliance, "TFTP listens on"));
            serving(appliance, client, "tftp.jar: org.stirrup.tftp 0.2.0 in place of 0.1.0");

            appliance.stop();
            appliance = lab.appliance(home, options);
            assertEquals(1, count(appliance, "TFTP listens on"));
            serving(appliance, client, "tftp.jar: org.stirrup.tftp 0.2.0 in place of 0.1.0");

            int mark = appliance.log.mark();
            Files.delete(deploy.resolve("tftp.jar"));
            appliance.await(mark, "deploy/tftp.jar: org.stirrup.tftp 0.2.0 removed; 0.1.0.* in place of 0.2.0");
            download(client);
            assertEquals(List.of(), appliance.exceptions());
        }
    }

    private static void quarantined(Appliance appliance, String client, String version, String because) {
        appliance.await(
                0,
                "ERROR deploy/tftp.jar: org.stirrup.tftp " + version + " is quarantined: " + because
                        + ".*; org.stirrup.tftp 0.1.0.* goes on serving");
        String status = appliance.cli("status").ok().text();
        assertTrue(status.contains("deploy/tftp.jar: org.stirrup.tftp " + version + " is quarantined"), status);
        download(client);
    }

    private static void serving(Appliance appliance, String client, String line) {
        String status = appliance.cli("status").ok().text();
        assertTrue(status.contains(line), status);
        download(client);
    }

    /** A small file by TFTP: whoever serves it. */
    private static void download(String client) {
        Command.run(Command.inNamespace(
                        client, "curl", "-sS", "-o", "/dev/null", "-m", "100", "tftp://192.168.77.1/small.bin"))
                .ok();
    }

    private static long count(Appliance appliance, String text) throws IOException {
        return appliance.log.lines().stream()
                .filter(line -> line.contains(text))
                .count();
    }
}
