using Pyner.KnowledgeBase.Publishing;
using Pyner.Pipeline.Ledgers;
using Pyner.Pipeline.Tables;

namespace Pyner.Cli.Commands;

/// <summary>Finds the folder of the knowledge base that someone means, and says what is the matter with one that has not what is asked for.</summary>
internal static class KnowledgeBasePlace
{
    /// <summary>What has the tables in a knowledge base's folder.</summary>
    public static string Tables { get; } = Path.Combine(TablesFile.Folder, TablesFile.Name);

    /// <summary>The folder: that itself which is named, or the one whose <c>knowledge_base.json</c> is.</summary>
    /// <param name="named">As it was typed.</param>
    /// <param name="file">What it has to have; whoever reads that says what else is wrong with it.</param>
    /// <exception cref="UserException">Its job is not finished, or it is no knowledge base.</exception>
    public static string Find(string named, string file = KnowledgeBaseFile.Name)
    {
        string folder = Path.GetFileName(named) == KnowledgeBaseFile.Name && File.Exists(named)
            ? Path.GetDirectoryName(named) is { Length: > 0 } parent ? parent : "."
            : named;
        if (!Directory.Exists(folder) || !IsMissing(Path.Combine(folder, file)) || !IsMissing(Path.Combine(folder, KnowledgeBaseFile.Name)))
            return folder;
        if (SqliteLedger.Exists(folder))
        {
            throw new UserException(
                $"the job in '{folder}' is not finished, or its {KnowledgeBaseFile.Name} was removed: wait for it where it still runs, "
                + "else go on with it by giving the same 'pyner build' and --resume");
        }
        throw new UserException($"'{folder}' is no knowledge base: it holds no {KnowledgeBaseFile.Name}. Name the folder that 'pyner build' wrote to.");
    }

    /// <summary>Whether a file is not there. One that can't be reached may be.</summary>
    private static bool IsMissing(string path)
    {
        try
        {
            File.GetAttributes(path);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
