namespace Pyner.TestServers;

/// <summary>
/// Whether the servers that tests run against are installed. A test skips with the reason where one is not:
/// <c>Assert.SkipWhen(Availability.WhyNoRedis is not null, Availability.WhyNoRedis)</c>.
/// </summary>
public static class Availability
{
    private const string NoSetSid = "the test servers need setsid (util-linux), which is not on this machine";
    private const string Install = "install it (Debian: apt-get install redis-server rabbitmq-server) to run this test";

    /// <summary>Why there is no Redis here, or null where there is one.</summary>
    public static string? WhyNoRedis { get; } = WhyNot("redis-server", Programs.Redis);

    /// <summary>Why there is no RabbitMQ here, or null where there is one.</summary>
    public static string? WhyNoRabbitMq { get; } =
        WhyNot("rabbitmq-server", Programs.RabbitMq) ?? WhyNot("epmd, which RabbitMQ needs,", Programs.Epmd);

    /// <summary>Why there is no browser here, or null where there is one.</summary>
    public static string? WhyNoChromium { get; } = Programs.Chromium is null
        ? "Chromium is not installed on this machine: install it (Debian: apt-get install chromium) to run this test"
        : Programs.SetSid is null ? NoSetSid : null;

    private static string? WhyNot(string name, string? program)
    {
        if (program is null)
            return $"{name} is not installed on this machine: {Install}";
        return Programs.SetSid is null ? NoSetSid : null;
    }
}
