package org.stirrup.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is chosen in the console stands in {@code etc/}, comments and all, and is in force; in the packed appliance. */
class ConsoleSettingsIT {
    private static final Pattern PASSWORD = Pattern.compile("user admin password (\\S+)");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private TestHome home;
    private String login;

    @Test
    void whatIsChosenIsWrittenAndServed() throws Exception {
        home = new TestHome(folder.resolve("home"));
        Files.delete(home.folder.resolve("etc/org.stirrup.dhcp.subnet-cli.cfg"));
        home.config("org.stirrup.net", "# Where machines are served.", "#interfaces =", "", "# The end.");
        home.config("org.stirrup.dhcp", "# Of all subnets.", "port = " + home.dhcp, "# The shortest.", "#minLeaseSeconds = 120");
        try (RunningAppliance appliance = RunningAppliance.serve(home.folder)) {
            Matcher line = PASSWORD.matcher(appliance.await(each -> PASSWORD.matcher(each).find()));
            assertTrue(line.find());
            login = "Basic "
                    + Base64.getEncoder()
                            .encodeToString(("admin:" + line.group(1)).getBytes(StandardCharsets.UTF_8));
            await("the console", () -> get("stirrup-network/network.json").contains("\"served\":\"\""));
            await("the files to be read", () -> appliance.ask("sh", "findings").text().contains("interfaces="));

            assertEquals("{}", post("stirrup-network/choose.json", "interface=lo&mode=server&range=127.0.0.100-127.0.0.200"));
            await("the port of DHCP", () -> get("stirrup-network/network.json")
                    .replaceAll("\\s", "")
                    .contains("\"address\":\"127.0.0.1\",\"port\":" + home.dhcp + ",\"open\":true"));
            assertEquals(
                    List.of("# Where machines are served.", "#interfaces =", "# The end.", "interfaces = lo"),
                    lines("org.stirrup.net").stream().sorted(ConsoleSettingsIT::commentsFirst).toList());
            List<String> dhcp = lines("org.stirrup.dhcp");
            assertTrue(dhcp.contains("mode = server") && dhcp.contains("port = " + home.dhcp), dhcp.toString());
            assertTrue(dhcp.contains("# Of all subnets.") && dhcp.contains("#minLeaseSeconds = 120"), dhcp.toString());

            String reserve = "mac=52:54:00:77:00:10&address=127.0.0.77&hostname=pc1";
            assertEquals("{}", reserved(reserve));
            await("the reservation", () -> appliance
                    .ask("sh", "explain", "52:54:00:77:00:10", "bios")
                    .text()
                    .contains("127.0.0.77"));
            assertTrue(get("stirrup-leases/pools.json").contains("\"ours\":true"));
            assertEquals("{}", post("stirrup-leases/unreserve.json", "address=127.0.0.77"));
            await("the end of the reservation", () -> !appliance
                    .ask("sh", "explain", "52:54:00:77:00:10", "bios")
                    .text()
                    .contains("127.0.0.77"));
            assertTrue(get("stirrup-access/access.json").contains("stirrup-network/choose"));
            assertEquals(0, appliance.terminate());
        }
    }

    private static int commentsFirst(String one, String other) {
        return Boolean.compare(!one.startsWith("#"), !other.startsWith("#"));
    }

    private List<String> lines(String pid) throws IOException {
        return Files.readAllLines(home.folder.resolve("etc/" + pid + ".cfg")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private interface Condition {
        boolean met() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.met()) {
            assertTrue(System.nanoTime() < deadline, "still not after 60 s: " + what);
            Thread.sleep(50);
        }
    }

    /** The server's plan follows the file a moment later. */
    private String reserved(String form) throws Exception {
        await("the subnet", () -> get("stirrup-leases/pools.json").contains("127.0.0.0/8"));
        return post("stirrup-leases/reserve.json", form);
    }

    private String get(String page) throws IOException, InterruptedException {
        return send(request(page).GET());
    }

    private String post(String page, String form) throws IOException, InterruptedException {
        return send(request(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String page) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + home.admin + "/system/console/" + page))
                .header("Authorization", login);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
}
