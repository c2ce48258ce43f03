using Pyner.Cli.Terminal;
using Pyner.Contracts.V1;

namespace Pyner.Cli.Jobs;

/// <summary>JSON lines on stdout, as docs/json-lines.md describes them.</summary>
internal sealed class JsonJobDisplay : IJobDisplay
{
    private readonly JsonLines _lines = new();

    /// <inheritdoc/>
    public void Show(Job job) => _lines.Write(json =>
    {
        json.WriteString("type", "progress");
        JobJson.Write(json, job);
    });

    /// <inheritdoc/>
    public void Tell(string notice) => Stderr.WriteLine("pyner: " + SafeText.OneLine(notice));

    /// <inheritdoc/>
    public void Ended(Job job)
    {
        JobOutcome outcome = JobOutcome.Of(job);
        _lines.Write(json =>
        {
            json.WriteString("type", "summary");
            json.WriteString("outcome", outcome.Word);
            json.WriteNumber("exit_code", outcome.ExitCode);
            json.WriteString("message", outcome.Message);
            JobJson.Write(json, job);
        });
        _lines.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
