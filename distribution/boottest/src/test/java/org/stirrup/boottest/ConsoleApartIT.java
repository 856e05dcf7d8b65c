package org.stirrup.boottest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The console is for the administrator: on its own listener, with a password of its own, out of the PCs' reach. */
class ConsoleApartIT {
    @Test
    void consoleAnswersOnTheAdminListenerOnly() throws Exception {
        try (Lab lab = Lab.open(1, "curl")) {
            Appliance appliance = lab.appliance(
                    lab.home(),
                    "--interface",
                    "br0",
                    "--range",
                    "192.168.77.100-192.168.77.120",
                    "--admin",
                    "127.0.0.1:8081");
            String first = appliance.log.await(0, "user admin password");
            String password = first.replaceFirst(".* user admin password (\\S+).*", "$1");
            String pc = lab.client("pc", 0, "192.168.77.9/24");

            assertEquals("401", status(lab.namespace, "http://127.0.0.1:8081/system/console/bundles"));
            assertEquals(
                    "401", status(lab.namespace, "http://127.0.0.1:8081/system/console/bundles", "-u", "admin:admin"));
            assertEquals(
                    "200",
                    status(lab.namespace, "http://127.0.0.1:8081/system/console/bundles", "-u", "admin:" + password));
            assertEquals("404", status(pc, "http://192.168.77.1/system/console", "-u", "admin:" + password));
            assertEquals("404", status(pc, "http://192.168.77.1/system/console/bundles", "-u", "admin:" + password));
            assertEquals("000", status(pc, "http://192.168.77.1:8081/system/console"), "the admin port is loopback's");
            // A page elsewhere that makes the administrator's browser send a form is refused.
            assertEquals(
                    "403",
                    status(
                            lab.namespace,
                            "http://127.0.0.1:8081/system/console/bundles",
                            "-u",
                            "admin:" + password,
                            "-H",
                            "Origin: http://evil.example",
                            "-d",
                            "action=refreshPackages"));

            // Printed once: a second start with the same home knows the password and does not print it.
            appliance.stop();
            Appliance second = lab.appliance(appliance.home);
            assertTrue(second.log.find(0, "user admin password").isEmpty());
            assertEquals(
                    "200",
                    status(lab.namespace, "http://127.0.0.1:8081/system/console/bundles", "-u", "admin:" + password));
        }
    }

    private static String status(String namespace, String url, String... options) {
        String[] command = new String[options.length + 10];
        String[] fixed = {"curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "60", "--noproxy", "*"};
        System.arraycopy(fixed, 0, command, 0, fixed.length);
        System.arraycopy(options, 0, command, fixed.length, options.length);
        java.util.List<String> whole = new java.util.ArrayList<>(Command.inNamespace(namespace, command));
        whole.add(url);
        return Command.run(whole).text();
    }
}
