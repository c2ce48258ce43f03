using System.Globalization;
using System.Runtime.Versioning;

namespace Pyner.Cli.Up;

/// <summary>
/// The services that <c>pyner up</c> starts, with their settings. A setting that this process's environment has stands before the one made here.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ServiceStarts(UpOptions options, StateFolder state, string messaging, string ledger)
{
    private readonly string _spool = state.Make("spool");

    /// <summary>The gateway.</summary>
    public (Child Child, int HealthPort) StartGateway() => Start("gateway", "Gateway", new(AccessSettings())
    {
        ["Gateway__SourceRoots"] = string.Join(Path.PathSeparator, options.SourceRoots),
        ["Gateway__OutputRoots"] = string.Join(Path.PathSeparator, options.OutputRoots),
        ["Gateway__GrpcPort"] = options.GrpcPort.ToString(CultureInfo.InvariantCulture),
        ["Gateway__HttpPort"] = options.HttpPort.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>Scanner, aggregator and workers.</summary>
    public IEnumerable<(Child Child, int HealthPort)> StartOthers()
    {
        yield return Start("scanner", "Scanner", new() { ["Scanner__SpoolFolder"] = _spool });
        yield return Start("aggregator", "Aggregator", []);
        int concurrency = Math.Max(1, Environment.ProcessorCount / options.Devices.Count);
        for (int i = 0; i < options.Devices.Count; i++)
        {
            yield return Start(string.Create(CultureInfo.InvariantCulture, $"worker-{i}"), "Worker", new()
            {
                ["Worker__SpoolFolder"] = _spool,
                ["Worker__Device"] = options.Devices[i],
                ["Worker__Concurrency"] = concurrency.ToString(CultureInfo.InvariantCulture),
            });
        }
    }

    private Dictionary<string, string?> AccessSettings()
    {
        Dictionary<string, string?> settings = options.Access switch
        {
            UpAccess.Key => new() { ["Gateway__ApiKeysFile"] = GatewayKeyFiles.Write(state) },
            UpAccess.Everybody => new() { ["Gateway__AllowAnonymous"] = "true" },
            _ => [],
        };
        // It listens on this machine alone, unless somebody says otherwise, and then says by which certificate.
        if (!options.HasCertificate && Environment.GetEnvironmentVariable("Gateway__Address") is null or "")
            settings["Gateway__AllowPlaintext"] = "true";
        return settings;
    }

    private (Child Child, int HealthPort) Start(string name, string service, Dictionary<string, string?> settings)
    {
        int health = LoopbackPorts.Free();
        // All workers of this machine can't have one port or one device.
        settings["Health__Port"] = health.ToString(CultureInfo.InvariantCulture);
        settings["Health__Address"] = "127.0.0.1";
        foreach (string setting in settings.Keys
            .Where(key => key is "Worker__Concurrency" && Environment.GetEnvironmentVariable(key) is { Length: > 0 }).ToList())
            settings.Remove(setting);
        settings["ConnectionStrings__messaging"] = messaging;
        settings["ConnectionStrings__ledger"] = ledger;
        string program = Path.Combine(options.ServicesFolder, service, $"pyner-{service.ToLowerInvariant()}.dll");
        if (!File.Exists(program))
            throw new UserException($"'{program}' is not there: run ./pyner up of a checkout, which builds the services.");
        return (Child.Start(name, state.Path, state.Log(name), settings, options.Dotnet, "exec", program), health);
    }
}
