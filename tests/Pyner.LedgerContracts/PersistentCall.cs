using Pyner.Pipeline.Distribution;
using Xunit;

namespace Pyner.LedgerContracts;

/// <summary>
/// Makes calls of a ledger as every service does: one that the ledger may or may not have heard is made again until it answers.
/// </summary>
public static class PersistentCall
{
    /// <summary>Makes one.</summary>
    public static async Task<T> MakeAsync<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (LedgerUnavailableException)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <inheritdoc cref="MakeAsync{T}(Func{Task{T}})"/>
    public static Task MakeAsync(Func<Task> call) => MakeAsync(async () =>
    {
        await call();
        return true;
    });
}
