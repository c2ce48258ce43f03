using System.CommandLine;

namespace Pyner.Cli.Commands;

/// <summary>How a job that is watched is shown.</summary>
internal sealed class ShowingOptions
{
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON lines to stdout: progress, summary." };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Write nothing but errors." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_json);
        command.Add(_quiet);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_quiet))
                result.AddError("--json writes to stdout, --quiet writes nothing: give one of them");
        });
    }

    /// <summary>Whether to write JSON lines.</summary>
    public bool Json(ParseResult arguments) => arguments.GetValue(_json);

    /// <summary>Whether to write nothing.</summary>
    public bool Quiet(ParseResult arguments) => arguments.GetValue(_quiet);
}
