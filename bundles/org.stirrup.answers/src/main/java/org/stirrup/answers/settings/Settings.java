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
 * @param windowsShare that Windows is installed from: {@code \\server\share}
 */
public record Settings(
        String lang,
        String keyboard,
        String timezone,
        Optional<String> rootPasswordHash,
        List<String> sshKeys,
        Optional<String> windowsShare) {
    public Settings {
        sshKeys = List.copyOf(sshKeys);
    }

    /** Without a share to install Windows from. */
    public Settings(
            String lang, String keyboard, String timezone, Optional<String> rootPasswordHash, List<String> sshKeys) {
        this(lang, keyboard, timezone, rootPasswordHash, sshKeys, Optional.empty());
    }
}
