using Pyner.Cli.Terminal;
using Pyner.KnowledgeBase;

namespace Pyner.Cli.Building;

/// <summary>Tells of the first few rejected files; a broken source may have millions, which <c>rejected.jsonl</c> lists.</summary>
internal sealed class RejectedNotices
{
    private const int Most = 5;

    private int _told;

    /// <summary>What to say of a rejected file, or null for nothing.</summary>
    public string? For(RejectedFile file)
    {
        _told++;
        if (_told <= Most)
        {
            string place = file.Offset is long offset ? $" at byte {Quantity.Count(offset)}" : "";
            return $"rejected {file.Path}: {file.Message} ({file.Code}{place})";
        }
        return _told == Most + 1 ? "further rejected files are listed in rejected.jsonl only" : null;
    }
}
