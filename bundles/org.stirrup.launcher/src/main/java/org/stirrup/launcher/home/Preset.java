package org.stirrup.launcher.home;

/**
 * A configuration value that a command-line option sets.
 *
 * @param pid of the configuration, and name of its file: {@code org.stirrup.net}
 * @param key of the value: {@code interfaces}
 * @param value as it is written there
 */
public record Preset(String pid, String key, String value) {}
