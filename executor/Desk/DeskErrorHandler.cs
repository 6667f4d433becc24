using Microsoft.AspNetCore.Diagnostics;
using Outlier.Executor.Http;

namespace Outlier.Executor.Desk;

/// <summary>Translates refusals into the page's language if there is a translation. The API's handler answers everything else.</summary>
internal sealed class DeskErrorHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!httpContext.Request.Path.StartsWithSegments("/desk", StringComparison.Ordinal)
            || DeskWords.Choose(httpContext.Request).Language != DeskWords.Spanish)
        {
            return false;
        }

        var (status, message) = ErrorHandler.Judge(exception);
        if (status >= StatusCodes.Status500InternalServerError || DeskSentences.Spanish.Translate(message) is not { } translated)
        {
            return false;
        }

        httpContext.Response.Headers.ContentLanguage = DeskWords.Spanish;
        await Answer.WriteErrorAsync(httpContext, status, translated);
        return true;
    }
}
