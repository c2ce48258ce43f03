using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Jobs;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner job status JOB</c>: shows how a job of the services stands.</summary>
internal sealed class JobStatusCommand : GatewayCommand
{
    private readonly JobArgument _job = new();

    private readonly Option<bool> _json = new("--json") { Description = "Write a JSON object." };

    /// <summary>Makes the command.</summary>
    public JobStatusCommand()
        : base("status", "Show how a job stands: its figures, devices, workers and failures")
    {
        Add(_job);
        Add(_json);
        AddGateway();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Exit codes",
            "0 shown, whatever the state; 2 error"),
        new("Examples",
            "pyner job status 019aa2f0c1d27b3c9d4e5f6a7b8c9d0e",
            "pyner job status 019aa2f0c1d27b3c9d4e5f6a7b8c9d0e --json | jq -r .state"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments) =>
        JobActions.Status(Gateway(arguments), arguments.GetRequiredValue(_job), arguments.GetValue(_json));
}
