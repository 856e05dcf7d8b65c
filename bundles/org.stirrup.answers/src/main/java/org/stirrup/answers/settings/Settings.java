package org.stirrup.answers.settings;

import java.util.List;
import java.util.Optional;

/**
 * What is answered to everybody alike.
 *
 * @param lang {@code en_US.UTF-8}
 * @param keyboard {@code us}
 * @param timezone {@code Europe/Berlin}
 * @param rootPasswordHash of crypt(5); empty for a locked root account
 * @param sshKeys lines of root's authorized_keys
 */
public record Settings(
        String lang, String keyboard, String timezone, Optional<String> rootPasswordHash, List<String> sshKeys) {
    public Settings {
        sshKeys = List.copyOf(sshKeys);
    }
}
