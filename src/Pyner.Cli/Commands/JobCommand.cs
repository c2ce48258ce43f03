using System.CommandLine;
using Pyner.Cli.Access;
using Pyner.Cli.Help;
using Pyner.Cli.Jobs;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner job ...</c>: jobs of the services, by way of their gateway.</summary>
internal sealed class JobCommand : Command, IExplainedCommand
{
    /// <summary>Makes the command.</summary>
    public JobCommand()
        : base("job", "Start, watch and cancel jobs that the services do")
    {
        Add(new JobStartCommand());
        Add(new JobStatusCommand());
        Add(new JobWatchCommand());
        Add(new JobListCommand());
        Add(new JobCancelCommand());
    }

    /// <inheritdoc/>
    public IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("The gateway",
            $"--gateway URL, or else {GatewayAddress.Variable}, or else {GatewayAddress.Default}. Paths of sources and",
            "outputs are as the services see them."),
        new("What opens it",
            $"A key in --api-key-file FILE, or else {GatewayKey.Variable}, or else in the file {GatewayKey.FileVariable}; a",
            "gateway on this machine gets the key that `pyner up` made. For https://, SSL_CERT_FILE=FILE trusts",
            "the certificates in FILE."),
        new("Examples",
            "pyner job start /data/NCBI_SRA_Metadata_Full.tar.gz --out /data/kb --watch",
            "pyner job list",
            "pyner job watch 019aa2f0c1d27b3c9d4e5f6a7b8c9d0e --gateway http://sra.example.org:5080"),
    ];
}
