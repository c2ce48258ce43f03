using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Jobs;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner job watch JOB</c>: shows a job of the services until its end.</summary>
internal sealed class JobWatchCommand : GatewayCommand
{
    private readonly JobArgument _job = new();

    private readonly ShowingOptions _showing = new();

    /// <summary>Makes the command.</summary>
    public JobWatchCommand()
        : base("watch", "Watch a job to its end")
    {
        Add(_job);
        _showing.AddTo(this);
        AddGateway();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Output",
            "Progress goes to stderr, with a line for each device; the summary to stdout. A gateway that is",
            "started anew is connected to again, for five minutes. Ctrl-C ends the watching, not the job."),
        new("Exit codes",
            "0 done; 1 done, with rejected files; 2 failed, cancelled, incomplete, or another error;",
            "130 interrupted: the watching ends, the job goes on"),
        new("Examples",
            "pyner job watch 019aa2f0c1d27b3c9d4e5f6a7b8c9d0e",
            "pyner job watch 019aa2f0c1d27b3c9d4e5f6a7b8c9d0e --json | jq .percent"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments) => JobActions.Watch(
        Gateway(arguments), arguments.GetRequiredValue(_job), new JobShowing(_showing.Json(arguments), _showing.Quiet(arguments)));
}
