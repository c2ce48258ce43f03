using System.Globalization;
using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Distribution;

namespace Pyner.Pipeline.Outputs;

/// <summary>
/// A folder inside the output folder in which one aggregator, by its lease, writes all outputs before any of them takes its name. Two that
/// write at once do not touch each other's files, and what is left to do under the lease is a few renames.
/// </summary>
/// <param name="folder">The output folder.</param>
/// <param name="lease">The aggregator's lease.</param>
internal sealed class OutputStaging(string folder, RoleLease lease)
{
    private const string Parent = ".pyner";
    private const string Prefix = "publishing-";

    private readonly string _ofJob = $"{Prefix}{lease.JobId}-";

    /// <summary>Where the outputs are written.</summary>
    public string Folder => Path.Combine(folder, Parent, string.Create(CultureInfo.InvariantCulture, $"{_ofJob}{lease.Token}"));

    /// <summary>Makes the folder, empty, and removes those of aggregators that died.</summary>
    /// <exception cref="OutputException">The output folder can't be written to.</exception>
    public void Prepare() => Guard(() =>
    {
        Discard();
        Directory.CreateDirectory(Folder);
    });

    /// <summary>Gives an output its name in the output folder, in place of the one there.</summary>
    /// <exception cref="OutputException">It can't be renamed.</exception>
    public void Release(string name) => Guard(() => File.Move(Path.Combine(Folder, name), Path.Combine(folder, name), overwrite: true));

    /// <summary>Removes an output of an earlier job that this one does not have.</summary>
    /// <exception cref="OutputException">It can't be removed.</exception>
    public void Remove(string name) => Guard(() => File.Delete(Path.Combine(folder, name)));

    /// <summary>Removes the folder, and those of aggregators before; not one of an aggregator that took over.</summary>
    /// <exception cref="OutputException">One can't be removed.</exception>
    public void Discard() => Guard(() =>
    {
        var parent = new DirectoryInfo(Path.Combine(folder, Parent));
        if (!parent.Exists)
            return;
        foreach (DirectoryInfo staging in parent.EnumerateDirectories(Prefix + "*"))
        {
            if (!IsOfSuccessor(staging.Name))
                staging.Delete(recursive: true);
        }
        if (!parent.EnumerateFileSystemInfos().Any())
            parent.Delete();
    });

    private bool IsOfSuccessor(string name) =>
        name.StartsWith(_ofJob, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(_ofJob.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long token)
        && token > lease.Token;

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(folder, $"The outputs can't be put in place in '{folder}': {e.Message}", e);
        }
    }
}
