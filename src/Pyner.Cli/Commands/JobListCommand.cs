using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Jobs;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner job list</c>: shows the jobs of the services.</summary>
internal sealed class JobListCommand : GatewayCommand
{
    private const int DefaultTop = 20;

    private readonly WholeNumberOption _top = new("--top", most: 10_000) { Description = $"Show the N newest. Default: {DefaultTop}." };

    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines: one object per job." };

    /// <summary>Makes the command.</summary>
    public JobListCommand()
        : base("list", "Show the jobs that there are, the newest first")
    {
        Add(_top);
        Add(_json);
        AddGateway();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            "A table on a terminal; elsewhere tab-separated lines (job, state, percent, submissions, created,",
            "source) under a head line."),
        new("Exit codes",
            "0 shown, also when there are none; 2 error"),
        new("Examples",
            "pyner job list",
            "pyner job list --json | jq -r 'select(.state == \"running\") | .job'"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments) =>
        JobActions.List(Gateway(arguments), (int)(arguments.GetValue(_top) ?? DefaultTop), arguments.GetValue(_json));
}
