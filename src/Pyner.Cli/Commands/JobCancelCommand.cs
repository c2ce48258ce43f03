using System.CommandLine;
using Pyner.Cli.Help;
using Pyner.Cli.Jobs;

namespace Pyner.Cli.Commands;

/// <summary><c>pyner job cancel JOB</c>: asks to end a job of the services.</summary>
internal sealed class JobCancelCommand : GatewayCommand
{
    private readonly JobArgument _job = new();

    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the job's status.", HelpName = "TEXT" };

    /// <summary>Makes the command.</summary>
    public JobCancelCommand()
        : base("cancel", "Ask to cancel a job; nothing is published")
    {
        Add(_job);
        Add(_reason);
        AddGateway();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<HelpSection> HelpSections { get; } =
    [
        new("Exit codes",
            "0 asked, or cancelled before; 2 error, also where the job is completed or failed"),
        new("Examples",
            "pyner job cancel 019aa2f0c1d27b3c9d4e5f6a7b8c9d0e --reason 'wrong dump'"),
    ];

    /// <inheritdoc/>
    protected override int Run(ParseResult arguments) =>
        JobActions.Cancel(Gateway(arguments), arguments.GetRequiredValue(_job), arguments.GetValue(_reason) ?? "");
}
