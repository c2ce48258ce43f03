namespace Pyner.TestServers;

/// <summary>Where the servers' programs are on this machine; null for one that is not installed.</summary>
internal static class Programs
{
    public static string? Redis { get; } = Find("redis-server");

    /// <summary>RabbitMQ's own start script. Debian's wrapper of the same name in <c>/usr/sbin</c> would switch to another user.</summary>
    public static string? RabbitMq { get; } =
        File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") ? "/usr/lib/rabbitmq/bin/rabbitmq-server" : Find("rabbitmq-server");

    public static string? Epmd { get; } = Find("epmd");

    public static string? Chromium { get; } = Find("chromium") ?? Find("chromium-browser") ?? Find("google-chrome");

    public static string? SetSid { get; } = Find("setsid");

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/usr/lib/erlang/bin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
