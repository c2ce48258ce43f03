using System.CommandLine;
using Pyner.Cli.Access;
using Pyner.Cli.Help;
using Pyner.Cli.Terminal;
using Pyner.Cli.Up;
using Pyner.Xml.Devices;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner up</c>: starts the whole distributed system on this machine.</summary>
internal sealed class UpCommand : ToolCommand
{
    private const int DefaultGrpcPort = 5080;
    private const int DefaultHttpPort = 5081;
    private const string DefaultDevices = "cpu,cpu,cpu";

    // Settings of the gateway that say who may use it.
    private static readonly string[] s_otherAccess = ["Gateway__ApiKeysFile", "Gateway__Jwt__Issuer", "Gateway__AllowAnonymous"];

    private readonly PathOption _state = new("--state") { Description = "Folder for data, spool and logs. Default: ~/.local/state/pyner.", HelpName = "DIR" };

    private readonly Option<string[]> _sources = new("--source-root")
    {
        Description = "Folder below which jobs may read; may be given several times. Default: the current folder.",
        HelpName = "DIR",
    };

    private readonly Option<string[]> _outputs = new("--output-root")
    {
        Description = "Folder below which jobs may write; may be given several times. Default: the current folder.",
        HelpName = "DIR",
    };

    private readonly Option<string> _devices = new("--devices")
    {
        Description = $"A worker for each: cpu, auto, cuda:N or just N, opencl:N. Default: {DefaultDevices}.",
        HelpName = "LIST",
    };

    private readonly WholeNumberOption _port = new("--port", 1, 65535) { Description = $"The gateway's port for gRPC. Default: {DefaultGrpcPort}." };

    private readonly WholeNumberOption _httpPort = new("--http-port", 1, 65535) { Description = $"The gateway's port for JSON. Default: {DefaultHttpPort}." };

    private readonly Option<bool> _noKey = new("--no-key") { Description = "Let everybody on this machine use the gateway, without a key." };

    /// <summary>Makes the command.</summary>
    public UpCommand()
        : base("up", "Start the services on this machine, with a RabbitMQ and a Redis of their own, until Ctrl-C")
    {
        Add(_state);
        Add(_sources);
        Add(_outputs);
        Add(_devices);
        Add(_port);
        Add(_httpPort);
        Add(_noKey);
        foreach (Option<string[]> roots in new[] { _sources, _outputs })
        {
            roots.Validators.Add(result =>
            {
                if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                    result.AddError($"{roots.Name} is empty");
            });
        }
        _devices.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } list && Devices(list).FirstOrDefault(device => !IsDevice(device)) is { } wrong)
                result.AddError($"--devices takes a list such as cpu,cpu or cuda:0,cuda:1 or 0,1,2; '{wrong}' is no device, nor auto");
        });
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("What it starts",
            "RabbitMQ and Redis on ports of 127.0.0.1 with passwords made for the run, a gateway, a scanner, an",
            "aggregator and the workers. Warnings come on stderr, all else is in the state folder's logs. When",
            "one of them ends by itself, everything is stopped. Unfinished jobs go on with the next `pyner up`."),
        new("Who may use it",
            $"Whoever can read {GatewayKey.FileName} in the state folder: you. Each run makes a new one, and removes it.",
            "`pyner job` finds it there by itself (with another --state, give it --api-key-file); other",
            "clients send 'Authorization: Bearer KEY'.",
            "With Gateway__ApiKeysFile or Gateway__Jwt__... set, those decide."),
        new("Devices",
            "A worker uses the device that it is given; one that is not there ends everything with a message",
            "that names those that are. 'auto' tries the GPUs that it finds, and does without where there are",
            "none."),
        new("Environment",
            "ConnectionStrings__messaging=URL   use that RabbitMQ (amqp://user:password@host:5672), start none",
            "ConnectionStrings__ledger=ADDRESS  use that Redis (host:6379,password=...), start none",
            "Worker__Concurrency=N              batches at a time in a worker; default: its share of processors"),
        new("Exit codes",
            "0 ended by Ctrl-C or SIGTERM, 130 by a second one; 2 something is missing, did not start, or ended",
            "by itself"),
        new("Examples",
            "pyner up --source-root /data/sra --output-root /data/kb",
            "pyner job start /data/sra/NCBI_SRA_Metadata_Full.tar.gz --out /data/kb/full    # elsewhere"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments)
    {
        if (OperatingSystem.IsWindows())
            throw new UserException("pyner up does not run on Windows: it needs a shell and setsid. Run it in WSL, or start the services one by one.");
        string folder = Environment.GetEnvironmentVariable("PYNER_SERVICES") is { Length: > 0 } services
            ? services
            : throw new UserException("pyner up runs from a checkout only, where ./pyner up builds the services first.");
        var options = new UpOptions
        {
            ServicesFolder = folder,
            Dotnet = Environment.GetEnvironmentVariable("PYNER_DOTNET") is { Length: > 0 } dotnet ? dotnet : "dotnet",
            StateFolder = Path.GetFullPath(arguments.GetValue(_state) ?? StatePath.Default),
            SourceRoots = Roots(arguments.GetValue(_sources)),
            OutputRoots = Roots(arguments.GetValue(_outputs)),
            Devices = Devices(arguments.GetValue(_devices) ?? DefaultDevices),
            GrpcPort = (int)(arguments.GetValue(_port) ?? DefaultGrpcPort),
            HttpPort = (int)(arguments.GetValue(_httpPort) ?? DefaultHttpPort),
            Messaging = Given("ConnectionStrings__messaging"),
            Ledger = Given("ConnectionStrings__ledger"),
            Access = arguments.GetValue(_noKey) ? UpAccess.Everybody
                : s_otherAccess.Any(setting => Given(setting) is not null) ? UpAccess.AsConfigured
                : UpAccess.Key,
            HasCertificate = Given("Gateway__CertificateFile") is not null,
        };
        using var interruption = new Interruption(() => Stderr.WriteLine("pyner up: stopping; once more ends everything at once"));
        using var run = new UpRun(options);
        return run.RunAsync(interruption.Token).GetAwaiter().GetResult();
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static string[] Roots(string[]? given) => given is { Length: > 0 } ? [.. given.Select(Path.GetFullPath)] : [Environment.CurrentDirectory];

    private static string[] Devices(string list) => list.Split(',', StringSplitOptions.TrimEntries);

    private static bool IsDevice(string device) => device == DeviceRequest.Auto || DeviceName.TryParseShort(device, out _);
}
