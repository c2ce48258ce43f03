namespace Pyner.Cli.Up;

/// <summary>What <c>pyner up</c> is to start.</summary>
internal sealed record UpOptions
{
    /// <summary>Full path of the folder with the services, one sub-folder for each.</summary>
    public required string ServicesFolder { get; init; }

    /// <summary>The <c>dotnet</c> that runs them.</summary>
    public required string Dotnet { get; init; }

    /// <summary>Full path of the folder for the servers' data, the spool and the logs.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Full paths of the folders below which sources must lie.</summary>
    public required IReadOnlyList<string> SourceRoots { get; init; }

    /// <summary>Full paths of the folders below which outputs must lie.</summary>
    public required IReadOnlyList<string> OutputRoots { get; init; }

    /// <summary>The device of each worker.</summary>
    public required IReadOnlyList<string> Devices { get; init; }

    /// <summary>The gateway's port for gRPC.</summary>
    public required int GrpcPort { get; init; }

    /// <summary>The gateway's port for JSON.</summary>
    public required int HttpPort { get; init; }

    /// <summary>Who may use the gateway.</summary>
    public required UpAccess Access { get; init; }

    /// <summary>Whether the gateway's settings in the environment name a certificate, so that it speaks TLS.</summary>
    public required bool HasCertificate { get; init; }

    /// <summary>RabbitMQ's address; null where one is to be started.</summary>
    public required string? Messaging { get; init; }

    /// <summary>The ledger's address; null where a Redis is to be started.</summary>
    public required string? Ledger { get; init; }
}
