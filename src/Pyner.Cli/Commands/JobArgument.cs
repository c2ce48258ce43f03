using System.CommandLine;

namespace Pyner.Cli.Commands;

/// <summary>The argument that names a job of the services.</summary>
internal sealed class JobArgument : Argument<string>
{
    /// <summary>Makes it.</summary>
    public JobArgument()
        : base("JOB")
    {
        Description = "The job's id, as `pyner job start` printed it and `pyner job list` shows it.";
        Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && string.IsNullOrWhiteSpace(result.Tokens[0].Value))
                result.AddError("JOB is empty");
        });
    }
}
