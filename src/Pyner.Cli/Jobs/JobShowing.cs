namespace Pyner.Cli.Jobs;

/// <summary>How a job is to be shown.</summary>
/// <param name="Json">As JSON lines.</param>
/// <param name="Quiet">Not at all.</param>
internal readonly record struct JobShowing(bool Json, bool Quiet);
