namespace Pyner.Pipeline.Ledgers;

/// <summary>What to tell the person whose checkpoint can't be read or written, in the words of what they use.</summary>
/// <param name="Job">Which job it is.</param>
/// <param name="Unreadable">What to do where one can't be read.</param>
/// <param name="TooLarge">What to do where one is too large.</param>
internal sealed record CheckpointAdvice(string Job, string Unreadable, string TooLarge)
{
    /// <summary>For a job of <c>pyner build</c>.</summary>
    public static CheckpointAdvice ForFolder(string outputFolder) => new(
        $"the job in '{outputFolder}'", "Start anew by giving --restart.", "Go on with --resume and a smaller --checkpoint-every.");
}
