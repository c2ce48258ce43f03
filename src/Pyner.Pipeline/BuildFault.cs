using Pyner.KnowledgeBase.Publishing;
using Pyner.Sra.Sources;

namespace Pyner.Pipeline;

/// <summary>What ended an execution before its end.</summary>
/// <param name="Reason">Why, in a sentence, for the ledger and for people.</param>
/// <param name="Advice">What to do about it: follows the reason where people read it.</param>
/// <param name="Cause">What it was, where nobody expected it: a fault of the program, to be thrown on once all is recorded.</param>
internal sealed record BuildFault(string Reason, string Advice = "", Exception? Cause = null)
{
    private const string CheckpointIsSafe = " What the last checkpoint has is safe: go on with --resume.";
    private const string AllIsMerged = " All is merged and safe in the ledger: go on with --resume.";
    private const string GoOn = " Then go on with the same command and --resume.";
    private const string BeginAnew = " Nothing was read before: the next build into this folder begins anew.";
    private const string DamagedBefore = " Should a sound copy fail like this too, what the checkpoints have is from a damaged one: begin anew with --restart.";

    /// <summary>Something could not be written that the work can't go on without.</summary>
    public static BuildFault Unwritten(Exception fault) => new(fault.Message, fault is OutputException ? CheckpointIsSafe : "");

    /// <summary>The outputs could not be written, once all was merged.</summary>
    public static BuildFault Unpublished(Exception fault) => new(fault.Message, AllIsMerged);

    /// <summary>Reading or parsing failed.</summary>
    /// <param name="fault">What failed.</param>
    /// <param name="source">The source.</param>
    /// <param name="isEmpty">Whether nothing was merged before it.</param>
    public static BuildFault Unread(Exception fault, SubmissionSource source, bool isEmpty) => fault switch
    {
        SourceException when isEmpty => new BuildFault(fault.Message, BeginAnew),
        SourceException { InnerException: InvalidDataException } when source.SkippedBytes > 0 => new BuildFault(fault.Message, GoOn + DamagedBefore),
        SourceException => new BuildFault(fault.Message, GoOn),
        JobException or OutputException => Unwritten(fault),
        IOException or UnauthorizedAccessException => new BuildFault(fault.Message),
        _ => new BuildFault(fault.Message, Cause: fault),
    };
}
