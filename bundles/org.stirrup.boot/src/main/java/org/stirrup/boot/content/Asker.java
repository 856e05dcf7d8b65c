package org.stirrup.boot.content;

import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.BootServer;
import org.stirrup.api.boot.Menu;
import org.stirrup.api.content.Requester;
import org.stirrup.boot.client.Clients;

/**
 * The client behind a request, looked up when the first plugin wants to know it: most requests are for files that are
 * the same for everybody.
 */
final class Asker {
    private final BootResolver boot;
    private final Requester requester;
    private BootClient client;
    private BootServer server;
    private Menu menu;

    Asker(BootResolver boot, Requester requester) {
        this.boot = boot;
        this.requester = requester;
    }

    BootClient client() {
        if (client == null) {
            client = boot.at(requester.client()).orElseGet(() -> Clients.stranger(requester.client()));
        }
        return client;
    }

    BootServer server() {
        if (server == null) {
            server = boot.server(requester.server());
        }
        return server;
    }

    Menu menu() {
        if (menu == null) {
            menu = boot.menu(client(), server());
        }
        return menu;
    }
}
