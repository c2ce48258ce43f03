namespace Pyner.Cli.Jobs;

/// <summary>Where the gateway is.</summary>
internal static class GatewayAddress
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "PYNER_GATEWAY";

    /// <summary>What it is unless something else is said: the gateway's own default.</summary>
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>The address to use.</summary>
    /// <param name="option">What the command line says, or null.</param>
    /// <exception cref="UserException">It is no address.</exception>
    public static Uri Of(string? option)
    {
        string? variable = Environment.GetEnvironmentVariable(Variable);
        (string text, string name) = option is not null ? (option, "--gateway")
            : string.IsNullOrEmpty(variable) ? (Default, "")
            : (variable, Variable);
        // The path is not used: gRPC has its own.
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.AbsolutePath == "/")
            return address;
        throw new UserException($"{name} is '{text}', and must be an address such as {Default}");
    }
}
